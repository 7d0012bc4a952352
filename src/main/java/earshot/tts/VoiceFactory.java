package earshot.tts;

import module java.base;

import earshot.audio.OpusCodec;
import earshot.catalog.VoiceType;
import earshot.problem.ProblemSink;
import earshot.remote.ActiveProvider;
import earshot.remote.AliyunTokens;
import earshot.remote.ProviderFallback;
import earshot.remote.ProviderHealthRegistry;
import earshot.remote.ProviderSettings;
import earshot.remote.SharedHttpClient;

/// Makes the voice that the settings choose for each connection: the embedded one and programs on this computer are shared by all, a
/// remote one is made for each connection. Every voice but the embedded one falls back to it. Safe for use from any thread.
public final class VoiceFactory implements AutoCloseable {
    /// Settings sections whose shared resources are kept. A section that is edited over and over leaves old ones behind.
    private static final int KEPT = 8;

    private final Voice embedded;
    private final SharedHttpClient sharedHttpClient;
    private final OpusCodec codec;
    private final ProviderHealthRegistry providerHealthRegistry;
    private final AliyunTokens aliyunTokens;
    private final LinkedHashMap<ProviderSettings, SharedResources> shared = new LinkedHashMap<>();
    private boolean closed;

    /// What all connections of one settings section share: the level of the voice, its cached sentences, and the voice itself if it is local.
    private record SharedResources(LoudnessNormalizer.VoiceLevel loudness, SentenceAudioCache cache, Optional<Voice> local) {}

    /// @param embedded shared by all connections, and not closed here
    public VoiceFactory(Voice embedded, SharedHttpClient sharedHttpClient, OpusCodec codec, ProblemSink problems) {
        this.embedded = embedded;
        this.sharedHttpClient = sharedHttpClient;
        this.codec = codec;
        aliyunTokens = new AliyunTokens(sharedHttpClient);
        providerHealthRegistry = new ProviderHealthRegistry(problems);
    }

    /// The voice of a new connection, to be closed with it.
    ///
    /// @param setting read before each sentence, so that a change applies to the next one
    public ActiveProvider<Voice> open(Supplier<ProviderSettings> setting) {
        return new ActiveProvider<>(setting, this::create);
    }

    public String name(ProviderSettings provider) {
        return create(provider).service().name();
    }

    /// Closes the local voices, which ends their processes.
    @Override
    public synchronized void close() {
        closed = true;
        shared.values().forEach(sharedResources -> sharedResources.local.ifPresent(Voice::close));
        shared.clear();
    }

    private ActiveProvider.Instance<Voice> create(ProviderSettings provider) {
        providerHealthRegistry.choose(provider);
        return switch (VoiceType.of(provider.type()).orElse(VoiceType.FREETTS)) {
            case FREETTS -> new ActiveProvider.Instance<>(embedded, Optional.empty());
            case ESPEAK, SYSTEM -> {
                SharedResources sharedResources = sharedResources(provider);
                yield new ActiveProvider.Instance<>(withFallback(sharedResources.local.orElseThrow(), provider, sharedResources), Optional.empty());
            }
            case OPENAI -> createRemote(provider, loudness -> new OpenAiVoice(provider, sharedHttpClient, codec, loudness));
            case WYOMING -> createRemote(provider, loudness -> new WyomingVoice(provider, sharedHttpClient.time(), codec, loudness));
            case EDGE -> createRemote(provider, loudness -> new EdgeVoice(provider, sharedHttpClient, codec, loudness));
            case CUSTOM -> createRemote(provider, loudness -> new CustomVoice(provider, sharedHttpClient, codec, loudness));
            case GPT_SOVITS_V2 -> createService(new GptSovits2Speech(provider));
            case GPT_SOVITS_V3 -> createService(new GptSovits3Speech(provider));
            case FISH_SPEECH -> createService(new FishSpeech(provider));
            case SILICON_FLOW -> createService(new SiliconFlowSpeech(provider));
            case MINIMAX -> createService(new MiniMaxSpeech(provider, false));
            case MINIMAX_STREAM -> createService(new MiniMaxSpeech(provider, true));
            case INDEX_TTS -> createService(new IndexTtsSpeech(provider));
            case DOUBAO -> createService(new DoubaoSpeech(provider));
            case HUOSHAN -> createSocket(new HuoshanSpeech(provider));
            case VOLCENGINE -> createSocket(new VolcengineGatewaySpeech(provider));
            case XUNFEI -> createSocket(new XunfeiSpeech(provider));
            case PADDLE_SPEECH -> provider.text("protocol").filter("http"::equalsIgnoreCase).isPresent() ? createService(new PaddleSpeechHttp(provider))
                : createSocket(new PaddleSpeech(provider));
            case ELEVEN_LABS -> createService(new ElevenLabsSpeech(provider));
            case LINKER_AI -> createService(new LinkerAiSpeech(provider));
            case COZE -> createService(new CozeSpeech(provider));
            case ACGN -> createService(new AcgnSpeech(provider));
            case TENCENT -> createService(new TencentSpeech(provider, sharedHttpClient.time()));
            case ALIYUN -> createService(new AliyunSpeech(provider));
            case ALIYUN_STREAM -> createSocket(new AliyunStreamSpeech(provider, aliyunTokens));
            case COSY_VOICE -> createSocket(new CosyVoiceSpeech(provider));
        };
    }

    private ActiveProvider.Instance<Voice> createService(HttpSpeech service) {
        return createRemote(service.provider(), loudness -> new ServiceVoice(service, aliyunTokens, sharedHttpClient, codec, loudness));
    }

    private ActiveProvider.Instance<Voice> createSocket(SocketSpeech service) {
        return createRemote(service.provider(), loudness -> new SocketVoice(service, sharedHttpClient, codec, loudness));
    }

    private ActiveProvider.Instance<Voice> createRemote(ProviderSettings provider, Function<LoudnessNormalizer.VoiceLevel, Voice> voice) {
        SharedResources sharedResources = sharedResources(provider);
        Voice own = withFallback(voice.apply(sharedResources.loudness), provider, sharedResources);
        return new ActiveProvider.Instance<>(own, Optional.of(own::close));
    }

    private Voice withFallback(Voice voice, ProviderSettings provider, SharedResources sharedResources) {
        return new FallbackVoice(new CachingVoice(voice, sharedResources.cache), new ProviderFallback<>(provider,
            provider.fallbackAllowed() ? Optional.of(embedded) : Optional.empty(), Voice::name, providerHealthRegistry.of(provider.alias())));
    }

    private synchronized SharedResources sharedResources(ProviderSettings provider) {
        SharedResources sharedResources = shared.computeIfAbsent(provider, this::createShared);
        if (shared.size() > KEPT) {
            shared.pollFirstEntry();
        }
        if (closed) {
            sharedResources.local.ifPresent(Voice::close);
        }
        return sharedResources;
    }

    private SharedResources createShared(ProviderSettings provider) {
        Optional<Voice> local = switch (VoiceType.of(provider.type()).orElse(VoiceType.FREETTS)) {
            case ESPEAK -> Optional.of(EspeakVoice.of(provider, sharedHttpClient.time()));
            case SYSTEM -> Optional.of(SystemVoice.of(provider, sharedHttpClient.time()));
            default -> Optional.empty();
        };
        return new SharedResources(new LoudnessNormalizer.VoiceLevel(), new SentenceAudioCache(), local);
    }
}
