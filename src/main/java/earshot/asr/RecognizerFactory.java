package earshot.asr;

import module java.base;

import earshot.catalog.RecognizerType;
import earshot.problem.ProblemSink;
import earshot.remote.ActiveProvider;
import earshot.remote.AliyunTokens;
import earshot.remote.BaiduTokens;
import earshot.remote.ProviderFallback;
import earshot.remote.ProviderHealthRegistry;
import earshot.remote.ProviderSettings;
import earshot.remote.SharedHttpClient;

/// Makes the recognizer that the settings choose for each connection: the embedded one is shared by all, any other one is made for each
/// connection and falls back to the embedded one. Safe for use from any thread.
public final class RecognizerFactory {
    private final Recognizer embedded;
    private final WhisperRunner whisper;
    private final SharedHttpClient sharedHttpClient;
    private final ProviderHealthRegistry providerHealthRegistry;
    private final AliyunTokens aliyunTokens;
    private final BaiduTokens baiduTokens = new BaiduTokens();
    private final Set<String> plainOnly = ConcurrentHashMap.newKeySet();

    /// @param embedded shared by all connections, and not closed here; nor is `whisper`
    public RecognizerFactory(Recognizer embedded, WhisperRunner whisper, SharedHttpClient sharedHttpClient, ProblemSink problems) {
        this.embedded = embedded;
        this.whisper = whisper;
        this.sharedHttpClient = sharedHttpClient;
        aliyunTokens = new AliyunTokens(sharedHttpClient);
        providerHealthRegistry = new ProviderHealthRegistry(problems);
    }

    /// The recognizer of a new connection, to be closed with it.
    ///
    /// @param setting read before each utterance, so that a change applies to the next one
    public ActiveProvider<Recognizer> open(Supplier<ProviderSettings> setting) {
        return new ActiveProvider<>(setting, this::create);
    }

    public String name(ProviderSettings provider) {
        return create(provider).service().name();
    }

    private ActiveProvider.Instance<Recognizer> create(ProviderSettings provider) {
        providerHealthRegistry.choose(provider);
        return switch (RecognizerType.of(provider.type()).orElse(RecognizerType.SPHINX4)) {
            case OPENAI -> withFallback(new OpenAiRecognizer(provider, sharedHttpClient, plainOnly), provider);
            case FUN_SERVER -> withFallback(new FunAsrRecognizer(provider, sharedHttpClient), provider);
            case CUSTOM -> withFallback(new CustomRecognizer(provider, sharedHttpClient), provider);
            case WYOMING -> withFallback(new WyomingRecognizer(provider, sharedHttpClient.time()), provider);
            case TENCENT -> service(new TencentRecognition(provider));
            case ALIYUN -> service(new AliyunRecognition(provider, aliyunTokens));
            case ALIYUN_STREAM -> socket(new AliyunStreamRecognition(provider, aliyunTokens));
            case PARAFORMER -> socket(new ParaformerRecognition(provider));
            case QWEN -> service(new QwenRecognition(provider));
            case DOUBAO -> socket(new DoubaoRecognition(provider));
            case DOUBAO_STREAM -> socket(new DoubaoStreamRecognition(provider));
            case VOLCENGINE -> socket(new VolcengineGatewayRecognition(provider));
            case XUNFEI -> socket(new XunfeiRecognition(provider));
            case BAIDU -> service(new BaiduRecognition(provider, baiduTokens));
            case WHISPER -> withFallback(new WhisperRecognizer(provider, whisper), provider);
            case SPHINX4 -> new ActiveProvider.Instance<>(embedded, Optional.empty());
        };
    }

    private ActiveProvider.Instance<Recognizer> service(HttpRecognition service) {
        return withFallback(new ServiceRecognizer(service, sharedHttpClient), service.provider());
    }

    private ActiveProvider.Instance<Recognizer> socket(SocketRecognition service) {
        return withFallback(new SocketRecognizer(service, sharedHttpClient), service.provider());
    }

    private ActiveProvider.Instance<Recognizer> withFallback(Recognizer first, ProviderSettings provider) {
        Recognizer recognizer = new FallbackRecognizer(first, new ProviderFallback<>(provider,
            provider.fallbackAllowed() ? Optional.of(embedded) : Optional.empty(), Recognizer::name, providerHealthRegistry.of(provider.alias())));
        return new ActiveProvider.Instance<>(recognizer, Optional.of(recognizer::close));
    }
}
