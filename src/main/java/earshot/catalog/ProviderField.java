package earshot.catalog;

import java.util.List;

/// A field in the section of a provider.
///
/// @param secret whether it is masked wherever it is shown
public record ProviderField(String key, Form form, boolean secret) {
    public sealed interface Form {
        record Text() implements Form {}

        record Flag() implements Form {}

        record Number(double min, double max, boolean whole) implements Form {
            public boolean accepts(double value) {
                return value >= min && value <= max && (!whole || value == Math.rint(value));
            }
        }

        record OneOf(List<String> values) implements Form {}

        /// Passed on to the provider as it is.
        record Anything() implements Form {}

        /// A map or a text, of which only the provider can judge.
        record Content() implements Form {}

        /// Of one service alone, as another server's settings have it: the service judges it.
        record Passed() implements Form {}
    }

    /// The address of OpenAI's own API.
    public static final String OPENAI_ADDRESS = "https://api.openai.com/v1";
    static final String ALIYUN_ADDRESS = "https://nls-gateway-cn-shanghai.aliyuncs.com";
    static final String MINIMAX_ADDRESS = "https://api.minimax.chat/v1/t2a_v2";
    static final String[] OF_MINIMAX = {"group_id", "voice_id", "private_voice", "voice_setting", "pronunciation_dict", "audio_setting", "timber_weights",
        "language_boost"};

    static final ProviderField KEY = new ProviderField("api_key", new Form.Text(), true);
    static final ProviderField ACCESS_TOKEN = new ProviderField("access_token", new Form.Passed(), true);
    static final ProviderField TOKEN = new ProviderField("token", new Form.Passed(), true);
    /// The services of Volcengine ask for both.
    static final List<List<ProviderField>> OF_VOLCENGINE = List.of(List.of(ACCESS_TOKEN, new ProviderField("appid", new Form.Passed(), true)));
    /// iFlytek signs with two of them.
    static final List<List<ProviderField>> OF_XUNFEI = List.of(List.of(KEY, new ProviderField("api_secret", new Form.Passed(), true),
        new ProviderField("app_id", new Form.Passed(), true)));
    private static final ProviderField SECRET_ID = new ProviderField("secret_id", new Form.Passed(), true);
    private static final ProviderField SECRET_KEY = new ProviderField("secret_key", new Form.Passed(), true);
    /// Baidu makes tokens of both.
    static final List<List<ProviderField>> OF_BAIDU = List.of(List.of(KEY, SECRET_KEY));
    static final String GATEWAY_ADDRESS = "wss://ai-gateway.vei.volces.com/v1/realtime";
    /// What signs a request to Tencent Cloud.
    static final List<List<ProviderField>> OF_TENCENT = List.of(List.of(SECRET_KEY, SECRET_ID));
    private static final ProviderField APP_KEY = new ProviderField("appkey", new Form.Passed(), true);
    /// Alibaba Cloud makes tokens of the first; a token of its console ends after a day.
    static final List<List<ProviderField>> OF_ALIYUN = List.of(
        List.of(new ProviderField("access_key_secret", new Form.Passed(), true), new ProviderField("access_key_id", new Form.Passed(), true), APP_KEY),
        List.of(TOKEN, APP_KEY));
    public static final ProviderField BASE_URL = text("base_url");
    static final ProviderField MODEL_NAME = text("model_name");
    public static final ProviderField HOST = text("host");
    public static final ProviderField VOICE = text("voice");
    /// Most services take 0.25 to 4; to iFlytek 50 is normal.
    static final ProviderField SPEED = number("speed", 0, 100);
    /// Fingerprint of a certificate for which nobody vouches.
    static final ProviderField CERTIFICATE = text("certificate_sha256");
    static final ProviderField METHOD = oneOf("method", "GET", "POST", "PUT");
    static final ProviderField HEADERS = new ProviderField("headers", new Form.Anything(), false);
    /// What is said in a request: a map, or the same as text.
    static final ProviderField PARAMS = new ProviderField("params", new Form.Content(), false);
    static final ProviderField BODY = new ProviderField("body", new Form.Content(), false);
    /// `false` where the embedded provider must not be the fallback.
    static final ProviderField STAND_IN = flag("stand_in");

    /// Fields that the section of any provider may have.
    public static final List<ProviderField> COMMON = List.of(text("type"), BASE_URL, KEY, MODEL_NAME, text("http_proxy"), text("https_proxy"), CERTIFICATE);
    /// The field that names the model has one of two names.
    static final List<String> MODEL_KEYS = List.of("model_name", "model");
    /// Fields of a model that are sent with each request, as they are.
    public static final List<ProviderField> MODEL_REQUEST = List.of(number("temperature", 0, 2), number("top_p", 0, 1), whole("max_tokens", 1, 1_000_000),
        whole("max_completion_tokens", 1, 1_000_000), number("frequency_penalty", -2, 2), number("presence_penalty", -2, 2),
        whole("seed", Long.MIN_VALUE, Long.MAX_VALUE));

    static ProviderField text(String key) {
        return new ProviderField(key, new Form.Text(), false);
    }

    static ProviderField flag(String key) {
        return new ProviderField(key, new Form.Flag(), false);
    }

    static ProviderField number(String key, double min, double max) {
        return new ProviderField(key, new Form.Number(min, max, false), false);
    }

    static ProviderField whole(String key, double min, double max) {
        return new ProviderField(key, new Form.Number(min, max, true), false);
    }

    static ProviderField oneOf(String key, String... values) {
        return new ProviderField(key, new Form.OneOf(List.of(values)), false);
    }
}
