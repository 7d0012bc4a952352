package earshot.llm;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Providers that speak OpenAI chat completions, by the `type` that names them, with the address that holds where none is written.
enum Vendor {
    OPENAI("openai", "https://api.openai.com/v1"),
    OLLAMA("ollama", "http://127.0.0.1:11434/v1"),
    LM_STUDIO("lmstudio", "http://127.0.0.1:1234/v1"),
    LLAMA_CPP("llamacpp", "http://127.0.0.1:8080/v1"),
    VLLM("vllm", "http://127.0.0.1:8000/v1"),
    JAN("jan", "http://127.0.0.1:1337/v1"),
    XINFERENCE("xinference", "http://127.0.0.1:9997/v1"),
    LOCAL_AI("localai", "http://127.0.0.1:8080/v1"),
    CHAT_GLM("chatglm", "https://open.bigmodel.cn/api/paas/v4"),
    ZHIPU("zhipu", "https://open.bigmodel.cn/api/paas/v4"),
    DEEP_SEEK("deepseek", "https://api.deepseek.com/v1"),
    DOUBAO("doubao", "https://ark.cn-beijing.volces.com/api/v3"),
    QWEN("qwen", "https://dashscope.aliyuncs.com/compatible-mode/v1"),
    ALIYUN("aliyun", "https://dashscope.aliyuncs.com/compatible-mode/v1"),
    MOONSHOT("moonshot", "https://api.moonshot.cn/v1"),
    SILICON_FLOW("siliconflow", "https://api.siliconflow.cn/v1"),
    GEMINI("gemini", "https://generativelanguage.googleapis.com/v1beta/openai"),
    MISTRAL("mistral", "https://api.mistral.ai/v1"),
    GROQ("groq", "https://api.groq.com/openai/v1"),
    OPEN_ROUTER("openrouter", "https://openrouter.ai/api/v1");

    private final String type;
    private final String address;

    Vendor(String type, String address) {
        this.type = type;
        this.address = address;
    }

    /// Case, hyphens and an `LLM` at the end mean nothing: `LM-Studio` and `ChatGLMLLM` are known.
    static Optional<Vendor> of(String type) {
        String plain = type.toLowerCase(Locale.ROOT).replaceAll("[\\s._-]", "");
        String shortened = plain.endsWith("llm") && plain.length() > 4 ? plain.substring(0, plain.length() - 3) : plain;
        return Arrays.stream(values()).filter(vendor -> vendor.type.equals(plain) || vendor.type.equals(shortened)).findFirst();
    }

    static List<String> types() {
        return Arrays.stream(values()).map(vendor -> vendor.type).toList();
    }

    String address() {
        return address;
    }
}
