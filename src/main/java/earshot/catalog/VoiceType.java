package earshot.catalog;

import static earshot.catalog.ProviderField.number;
import static earshot.catalog.ProviderField.oneOf;
import static earshot.catalog.ProviderField.text;
import static earshot.catalog.ProviderField.whole;

import module java.base;

/// The types of voices.
public enum VoiceType {
    FREETTS(ProviderType.embedded("freetts", "FreeTTS")),
    /// Speech over HTTP with OpenAI's API.
    OPENAI(ProviderType.remote("openai", "OpenAI", ProviderField.OPENAI_ADDRESS,
        ProviderField.BASE_URL, text("api_url"), ProviderField.KEY, text("model"), ProviderField.MODEL_NAME, ProviderField.VOICE, text("response_format"),
        ProviderField.SPEED,
        whole("sample_rate", 8_000, 48_000), number("timeout", 1, 600), ProviderField.STAND_IN)),
    /// Any service over HTTP that answers a request with sound.
    CUSTOM(ProviderType.remote("custom", "HTTP", "http://127.0.0.1:9880/tts",
        text("url"), ProviderField.METHOD, ProviderField.HEADERS, ProviderField.PARAMS, ProviderField.BODY, text("format"), ProviderField.KEY,
        whole("sample_rate", 8_000, 48_000), number("timeout", 1, 600),
        ProviderField.STAND_IN)),
    /// The server of GPT-SoVITS from its second version on (`api_v2.py`).
    GPT_SOVITS_V2(ProviderType.remote("gpt_sovits_v2", "GPT-SoVITS v2", "http://127.0.0.1:9880/tts",
        text("url"), ProviderField.KEY, number("timeout", 1, 600), ProviderField.STAND_IN).reading("text_lang", "ref_audio_path", "aux_ref_audio_paths",
            "prompt_text", "prompt_lang", "top_k", "top_p", "temperature", "text_split_method", "batch_size", "batch_threshold", "split_bucket",
            "return_fragment", "speed_factor", "streaming_mode", "seed", "parallel_infer", "repetition_penalty")),
    /// The older server of GPT-SoVITS (`api.py`).
    GPT_SOVITS_V3(ProviderType.remote("gpt_sovits_v3", "GPT-SoVITS v3", "http://127.0.0.1:9880",
        text("url"), ProviderField.SPEED, ProviderField.KEY, number("timeout", 1, 600), ProviderField.STAND_IN).reading("text_language",
            "refer_wav_path", "inp_refs", "prompt_text", "prompt_language", "top_k", "top_p", "temperature", "cut_punc", "sample_steps", "if_sr")),
    /// The server of Fish Speech.
    FISH_SPEECH(ProviderType.remote("fishspeech", "Fish Speech", "http://127.0.0.1:8080/v1/tts",
        text("api_url"), text("response_format"), ProviderField.KEY, number("timeout", 1, 600), ProviderField.STAND_IN).reading("reference_id", "normalize",
            "max_new_tokens", "chunk_length", "top_p", "repetition_penalty", "temperature", "streaming", "use_memory_cache", "seed", "rate",
            "reference_audio", "reference_text", "ref_audio", "ref_text")),
    SILICON_FLOW(ProviderType.service("siliconflow", "SiliconFlow", "https://api.siliconflow.cn/v1/audio/speech", ProviderField.ACCESS_TOKEN,
        text("api_url"), text("model"), ProviderField.VOICE, text("response_format"), ProviderField.SPEED, whole("sample_rate", 8_000, 48_000),
        number("timeout", 1, 600), ProviderField.STAND_IN).reading("private_voice", "gain")),
    MINIMAX(ProviderType.service("minimax", "MiniMax", ProviderField.MINIMAX_ADDRESS, ProviderField.KEY,
        text("api_url"), text("model"), ProviderField.VOICE, number("timeout", 1, 600), ProviderField.STAND_IN).reading(ProviderField.OF_MINIMAX)),
    MINIMAX_STREAM(ProviderType.service("minimax_httpstream", "MiniMax (stream)", ProviderField.MINIMAX_ADDRESS, ProviderField.KEY,
        text("api_url"), text("model"), ProviderField.VOICE, number("timeout", 1, 600), ProviderField.STAND_IN).reading(ProviderField.OF_MINIMAX)),
    /// IndexTTS behind vLLM.
    INDEX_TTS(ProviderType.remote("index_stream", "IndexTTS", "http://127.0.0.1:11996/tts",
        text("api_url"), ProviderField.VOICE, ProviderField.KEY, number("timeout", 1, 600), ProviderField.STAND_IN).reading("private_voice")),
    /// The speech of Volcengine, first version over HTTP, and those that resell it.
    DOUBAO(ProviderType.service("doubao", "Doubao", "https://openspeech.bytedance.com/api/v1/tts", ProviderField.ACCESS_TOKEN,
        text("api_url"), ProviderField.VOICE, text("format"), number("timeout", 1, 600), ProviderField.STAND_IN).reading("authorization", "appid", "cluster",
            "private_voice", "speed_ratio", "volume_ratio", "pitch_ratio")),
    /// The speech of Volcengine, third version over a WebSocket.
    HUOSHAN(ProviderType.service("huoshan_double_stream", "Huoshan", "wss://openspeech.bytedance.com/api/v3/tts/bidirection", ProviderField.ACCESS_TOKEN,
        text("ws_url"), number("timeout", 1, 600), ProviderField.STAND_IN).reading("appid", "resource_id", "speaker", "private_voice", "audio_params",
            "additions", "mix_speaker", "speech_rate", "loudness_rate", "pitch")),
    /// The model gateway of Volcengine.
    VOLCENGINE(ProviderType.service("volcengine", "Volcengine", ProviderField.GATEWAY_ADDRESS, ProviderField.KEY,
        ProviderField.BASE_URL, ProviderField.MODEL_NAME, ProviderField.VOICE, text("format"), whole("sample_rate", 8_000, 48_000), number("timeout", 1, 600),
        ProviderField.STAND_IN).reading("host", "ws_url", "private_voice")),
    /// The lifelike voices of iFlytek.
    XUNFEI(ProviderType.service("xunfei_stream", "iFlytek", "wss://cbm01.cn-huabei-1.xf-yun.com/v1/private/mcd9m97e6", ProviderField.OF_XUNFEI,
        text("api_url"), ProviderField.VOICE, text("format"), whole("sample_rate", 8_000, 48_000), number("timeout", 1, 600),
        ProviderField.STAND_IN).reading("private_voice", "speed", "volume", "pitch", "oral_level", "spark_assist", "stop_split", "remain")),
    /// A server of PaddleSpeech, over a WebSocket or over HTTP.
    PADDLE_SPEECH(ProviderType.remote("paddle_speech", "PaddleSpeech", "ws://127.0.0.1:8092/paddlespeech/tts/streaming",
        text("url"), oneOf("protocol", "websocket", "http"), whole("sample_rate", 8_000, 48_000), ProviderField.KEY, number("timeout", 1, 600),
        ProviderField.STAND_IN).reading("spk_id", "private_voice", "speed", "volume", "save_path")),
    ELEVEN_LABS(ProviderType.service("elevenlabs", "ElevenLabs", "https://api.elevenlabs.io/v1/text-to-speech", ProviderField.KEY,
        ProviderField.VOICE, text("model"), number("timeout", 1, 600), ProviderField.STAND_IN).reading("voice_id", "model_id", "output_format", "stability",
            "similarity_boost", "style", "use_speaker_boost", "optimize_streaming_latency")),
    LINKER_AI(ProviderType.service("linkerai", "Linker AI", "https://tts.linkerai.cn/tts", ProviderField.ACCESS_TOKEN,
        text("api_url"), ProviderField.VOICE, whole("sample_rate", 8_000, 48_000), number("timeout", 1, 600), ProviderField.STAND_IN).reading("private_voice",
            "audio_format", "instruct_text")),
    COZE(ProviderType.service("cozecn", "Coze", "https://api.coze.cn/v1/audio/speech", ProviderField.ACCESS_TOKEN,
        text("api_url"), text("model"), ProviderField.VOICE, text("response_format"), whole("sample_rate", 8_000, 48_000), number("timeout", 1, 600),
        ProviderField.STAND_IN).reading("private_voice")),
    /// The voices of ttson.cn.
    ACGN(ProviderType.service("ttson", "ACGN", "https://u95167-bd74-2aef8085.westx.seetacloud.com:8443/flashsummary/tts?token=", ProviderField.TOKEN,
        text("url"), text("format"), number("timeout", 1, 600), ProviderField.STAND_IN).reading("voice_id", "to_lang", "emotion", "volume_change_dB",
            "pitch_factor", "speed_factor")),
    TENCENT(ProviderType.service("tencent", "Tencent Cloud", "https://tts.tencentcloudapi.com", ProviderField.OF_TENCENT,
        ProviderField.BASE_URL, ProviderField.VOICE, number("timeout", 1, 600), ProviderField.STAND_IN).reading("private_voice", "region")),
    ALIYUN(ProviderType.service("aliyun", "Alibaba Cloud", ProviderField.ALIYUN_ADDRESS, ProviderField.OF_ALIYUN,
        ProviderField.BASE_URL, ProviderField.VOICE, text("format"), whole("sample_rate", 8_000, 48_000), number("timeout", 1, 600),
        ProviderField.STAND_IN).reading("private_voice", "host", "token_url", "volume", "speech_rate", "pitch_rate")),
    ALIYUN_STREAM(ProviderType.service("aliyun_stream", "Alibaba Cloud (stream)", "wss://nls-gateway-cn-beijing.aliyuncs.com/ws/v1",
        ProviderField.OF_ALIYUN, ProviderField.BASE_URL, ProviderField.VOICE, text("format"), whole("sample_rate", 8_000, 48_000), number("timeout", 1, 600),
        ProviderField.STAND_IN).reading("private_voice", "host", "token_url", "volume", "speech_rate", "pitch_rate")),
    /// CosyVoice of Alibaba Cloud Model Studio (DashScope).
    COSY_VOICE(ProviderType.service("alibl_stream", "CosyVoice", "wss://dashscope.aliyuncs.com/api-ws/v1/inference/", ProviderField.KEY,
        ProviderField.BASE_URL, text("model"), ProviderField.VOICE, text("format"), whole("sample_rate", 8_000, 48_000), number("timeout", 1, 600),
        ProviderField.STAND_IN).reading("private_voice", "volume", "rate", "pitch")),
    /// The public read-aloud service of the Edge browser.
    EDGE(ProviderType.remote("edge", "Edge", "wss://speech.platform.bing.com/consumer/speech/synthesize/readaloud/edge/v1",
        ProviderField.BASE_URL, ProviderField.VOICE, ProviderField.SPEED, ProviderField.KEY, number("timeout", 1, 600), ProviderField.STAND_IN)),
    /// Any voice behind the Wyoming protocol, such as Piper.
    WYOMING(ProviderType.remote("wyoming", "Wyoming", "tcp://127.0.0.1:10200",
        ProviderField.HOST, whole("port", 1, 65_535), ProviderField.VOICE, text("speaker"), text("language"), ProviderField.KEY, number("timeout", 1, 600),
        ProviderField.STAND_IN)),
    ESPEAK(ProviderType.localProgram("espeak", "espeak-ng", ProviderField.VOICE, ProviderField.SPEED, ProviderField.STAND_IN)),
    /// The voice of the operating system.
    SYSTEM(ProviderType.localProgram("system", "System", ProviderField.VOICE, ProviderField.STAND_IN));

    private final ProviderType entry;

    VoiceType(ProviderType entry) {
        this.entry = entry;
    }

    /// Finds one by its `type`, in lower case.
    public static Optional<VoiceType> of(String typeName) {
        return Arrays.stream(values()).filter(type -> type.entry.typeName().equals(typeName)).findFirst();
    }

    public ProviderType entry() {
        return entry;
    }
}
