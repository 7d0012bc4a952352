package earshot.catalog;

import static earshot.catalog.ProviderField.flag;
import static earshot.catalog.ProviderField.number;
import static earshot.catalog.ProviderField.oneOf;
import static earshot.catalog.ProviderField.text;
import static earshot.catalog.ProviderField.whole;

import module java.base;

/// The types of recognizers.
public enum RecognizerType {
    SPHINX4(ProviderType.embedded("sphinx4", "Sphinx4")),
    /// Transcription over HTTP with OpenAI's API.
    OPENAI(ProviderType.remote("openai", "OpenAI", ProviderField.OPENAI_ADDRESS,
        ProviderField.BASE_URL, text("api_url"), ProviderField.KEY, ProviderField.MODEL_NAME, text("model"), text("language"), text("prompt"),
        number("timeout", 1, 600), ProviderField.STAND_IN)),
    /// FunASR over WebSocket.
    FUN_SERVER(ProviderType.remote("fun_server", "FunASR", "ws://127.0.0.1:10095",
        ProviderField.HOST, whole("port", 1, 65_535), flag("is_ssl"), ProviderField.KEY, oneOf("mode", "offline", "2pass", "online"),
        new ProviderField("hotwords", new ProviderField.Form.Content(), false), flag("itn"), text("svs_lang"), flag("svs_itn"),
        number("timeout", 1, 600), ProviderField.STAND_IN)),
    /// Any service over HTTP that takes sound and answers with its text.
    CUSTOM(ProviderType.remote("custom", "HTTP", "http://127.0.0.1:9000/asr",
        text("url"), ProviderField.METHOD, ProviderField.HEADERS, ProviderField.PARAMS, oneOf("upload", "multipart", "body"), text("audio_field"),
        text("result_path"), ProviderField.KEY,
        number("timeout", 1, 600), ProviderField.STAND_IN)),
    /// The recognition of Volcengine, second version: a whole utterance at once.
    DOUBAO(ProviderType.service("doubao", "Doubao", "wss://openspeech.bytedance.com/api/v2/asr", ProviderField.OF_VOLCENGINE,
        text("ws_url"), number("timeout", 1, 600), ProviderField.STAND_IN).reading("cluster", "boosting_table_name", "correct_table_name")),
    /// The recognition of Volcengine by a large model, third version: while the person speaks.
    DOUBAO_STREAM(ProviderType.service("doubao_stream", "Doubao (stream)", "wss://openspeech.bytedance.com/api/v3/sauc/bigmodel_async",
        ProviderField.OF_VOLCENGINE, text("ws_url"), text("language"), number("timeout", 1, 600), ProviderField.STAND_IN).reading("cluster", "resource_id",
            "boosting_table_name", "correct_table_name", "enable_multilingual", "end_window_size", "result_type", "workflow", "uid", "format", "codec")),
    /// The model gateway of Volcengine.
    VOLCENGINE(ProviderType.service("volcengine", "Volcengine", ProviderField.GATEWAY_ADDRESS, ProviderField.KEY,
        ProviderField.BASE_URL, ProviderField.MODEL_NAME, number("timeout", 1, 600), ProviderField.STAND_IN).reading("host", "ws_url")),
    XUNFEI(ProviderType.service("xunfei_stream", "iFlytek", "wss://iat.cn-huabei-1.xf-yun.com/v1", ProviderField.OF_XUNFEI,
        ProviderField.BASE_URL, text("language"), number("timeout", 1, 600), ProviderField.STAND_IN).reading("domain", "accent")),
    BAIDU(ProviderType.service("baidu", "Baidu", "https://vop.baidu.com/server_api", ProviderField.OF_BAIDU,
        ProviderField.BASE_URL, number("timeout", 1, 600), ProviderField.STAND_IN).reading("app_id", "dev_pid", "token_url")),
    /// Any recognizer behind the Wyoming protocol, such as faster-whisper.
    WYOMING(ProviderType.remote("wyoming", "Wyoming", "tcp://127.0.0.1:10300",
        ProviderField.HOST, whole("port", 1, 65_535), text("model"), text("language"), ProviderField.KEY, number("timeout", 1, 600), ProviderField.STAND_IN)),
    /// Recognition of one sentence by Tencent Cloud.
    TENCENT(ProviderType.service("tencent", "Tencent Cloud", "https://asr.tencentcloudapi.com", ProviderField.OF_TENCENT,
        ProviderField.BASE_URL, number("timeout", 1, 600), ProviderField.STAND_IN).reading("region")),
    /// Recognition of one sentence by Alibaba Cloud.
    ALIYUN(ProviderType.service("aliyun", "Alibaba Cloud", ProviderField.ALIYUN_ADDRESS, ProviderField.OF_ALIYUN,
        ProviderField.BASE_URL, number("timeout", 1, 600), ProviderField.STAND_IN).reading("host", "token_url")),
    /// Recognition by Alibaba Cloud while the person speaks.
    ALIYUN_STREAM(ProviderType.service("aliyun_stream", "Alibaba Cloud (stream)", "wss://nls-gateway-cn-shanghai.aliyuncs.com/ws/v1",
        ProviderField.OF_ALIYUN, ProviderField.BASE_URL, number("timeout", 1, 600), ProviderField.STAND_IN).reading("host", "token_url",
            "max_sentence_silence")),
    /// Paraformer of Alibaba Cloud Model Studio (DashScope), while the person speaks.
    PARAFORMER(ProviderType.service("aliyunbl_stream", "Paraformer", "wss://dashscope.aliyuncs.com/api-ws/v1/inference", ProviderField.KEY,
        ProviderField.BASE_URL, text("model"), number("timeout", 1, 600), ProviderField.STAND_IN).reading("format", "sample_rate", "vocabulary_id",
            "language_hints", "disfluency_removal_enabled", "semantic_punctuation_enabled", "max_sentence_silence", "multi_threshold_mode_enabled",
            "punctuation_prediction_enabled", "inverse_text_normalization_enabled")),
    /// Qwen's model of Alibaba Cloud Model Studio (DashScope).
    QWEN(ProviderType.service("qwen3_asr_flash", "Qwen3-ASR-Flash", "https://dashscope.aliyuncs.com/api/v1", ProviderField.KEY,
        ProviderField.BASE_URL, ProviderField.MODEL_NAME, text("language"), number("timeout", 1, 600), ProviderField.STAND_IN).reading("context",
            "enable_lid", "enable_itn")),
    /// whisper.cpp, with a model that is fetched on request or a file of the owner's own.
    WHISPER(ProviderType.modelFile("whisper", "Whisper", text("model"), text("language"), text("prompt"), ProviderField.STAND_IN));

    private final ProviderType entry;

    RecognizerType(ProviderType entry) {
        this.entry = entry;
    }

    /// Finds one by its `type`, in lower case.
    public static Optional<RecognizerType> of(String typeName) {
        return Arrays.stream(values()).filter(type -> type.entry.typeName().equals(typeName)).findFirst();
    }

    public ProviderType entry() {
        return entry;
    }
}
