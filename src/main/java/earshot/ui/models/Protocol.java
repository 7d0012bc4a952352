package earshot.ui.models;

import earshot.config.ProviderKind;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What a provider speaks, as it can be added here.
enum Protocol {
    OPENAI(ProviderKind.LLM, "openai", "OpenAI", "https://api.openai.com/v1"),
    OLLAMA(ProviderKind.LLM, "ollama", "Ollama", "http://127.0.0.1:11434/v1"),
    LM_STUDIO(ProviderKind.LLM, "lmstudio", "LM Studio", "http://127.0.0.1:1234/v1"),
    LLAMA_CPP(ProviderKind.LLM, "llamacpp", "llama.cpp", "http://127.0.0.1:8080/v1"),
    VLLM(ProviderKind.LLM, "vllm", "vLLM", "http://127.0.0.1:8000/v1"),
    DEEP_SEEK(ProviderKind.LLM, "deepseek", "DeepSeek", "https://api.deepseek.com/v1"),
    QWEN(ProviderKind.LLM, "qwen", "Qwen", "https://dashscope.aliyuncs.com/compatible-mode/v1"),
    CHAT_GLM(ProviderKind.LLM, "chatglm", "ChatGLM", "https://open.bigmodel.cn/api/paas/v4"),
    DOUBAO(ProviderKind.LLM, "doubao", "Doubao", "https://ark.cn-beijing.volces.com/api/v3"),
    MOONSHOT(ProviderKind.LLM, "moonshot", "Moonshot", "https://api.moonshot.cn/v1"),
    SILICON_FLOW(ProviderKind.LLM, "siliconflow", "SiliconFlow", "https://api.siliconflow.cn/v1"),
    GEMINI(ProviderKind.LLM, "gemini", "Gemini", "https://generativelanguage.googleapis.com/v1beta/openai"),
    OPEN_ROUTER(ProviderKind.LLM, "openrouter", "OpenRouter", "https://openrouter.ai/api/v1"),
    TRANSCRIPTION(ProviderKind.ASR, "openai", "OpenAI", "https://api.openai.com/v1"),
    FUN_ASR(ProviderKind.ASR, "fun_server", "FunASR", "ws://127.0.0.1:10095"),
    SPEECH(ProviderKind.TTS, "openai", "OpenAI", "https://api.openai.com/v1");

    private final ProviderKind kind;
    private final String type;
    private final String title;
    private final String address;

    Protocol(ProviderKind kind, String type, String title, String address) {
        this.kind = kind;
        this.type = type;
        this.title = title;
        this.address = address;
    }

    static List<Protocol> of(ProviderKind kind) {
        return Arrays.stream(values()).filter(protocol -> protocol.kind == kind).toList();
    }

    static Optional<Protocol> of(ProviderKind kind, String type) {
        return of(kind).stream().filter(protocol -> protocol.type.equalsIgnoreCase(type.strip())).findFirst();
    }

    /// Its `type` in the settings.
    String type() {
        return type;
    }

    String title() {
        return title;
    }

    /// Where it usually is.
    String address() {
        return address;
    }

    /// Whether it is addressed by host and port rather than by one text.
    boolean byHost() {
        return this == FUN_ASR;
    }
}
