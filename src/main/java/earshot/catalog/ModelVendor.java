package earshot.catalog;

import static earshot.catalog.ProviderField.number;
import static earshot.catalog.ProviderField.text;

import module java.base;

import earshot.data.LetterCase;

/// The types of models: known providers with an OpenAI-compatible chat API, in the order in which they are suggested.
public enum ModelVendor {
    OPENAI("OpenAI", ProviderField.OPENAI_ADDRESS, "openai"),
    OLLAMA("Ollama", "http://127.0.0.1:11434/v1", "ollama"),
    LM_STUDIO("LM Studio", "http://127.0.0.1:1234/v1", "lmstudio"),
    LLAMA_CPP("llama.cpp", "http://127.0.0.1:8080/v1", "llamacpp"),
    VLLM("vLLM", "http://127.0.0.1:8000/v1", "vllm"),
    JAN("Jan", "http://127.0.0.1:1337/v1", "jan"),
    XINFERENCE("Xinference", "http://127.0.0.1:9997/v1", "xinference"),
    LOCAL_AI("LocalAI", "http://127.0.0.1:8080/v1", "localai"),
    DEEP_SEEK("DeepSeek", "https://api.deepseek.com/v1", "deepseek"),
    QWEN("Qwen", "https://dashscope.aliyuncs.com/compatible-mode/v1", "qwen", "aliyun"),
    CHAT_GLM("ChatGLM", "https://open.bigmodel.cn/api/paas/v4", "chatglm", "zhipu"),
    DOUBAO("Doubao", "https://ark.cn-beijing.volces.com/api/v3", "doubao"),
    MOONSHOT("Moonshot", "https://api.moonshot.cn/v1", "moonshot"),
    SILICON_FLOW("SiliconFlow", "https://api.siliconflow.cn/v1", "siliconflow"),
    GEMINI("Gemini", "https://generativelanguage.googleapis.com/v1beta/openai", "gemini"),
    MISTRAL("Mistral", "https://api.mistral.ai/v1", "mistral"),
    GROQ("Groq", "https://api.groq.com/openai/v1", "groq"),
    OPEN_ROUTER("OpenRouter", "https://openrouter.ai/api/v1", "openrouter");

    private final List<String> types;
    private final ProviderType entry;

    ModelVendor(String title, String address, String... types) {
        this.types = List.of(types);
        entry = ProviderType.remote(types[0], title, address, fields());
    }

    private static ProviderField[] fields() {
        List<ProviderField> fields = new ArrayList<>(List.of(ProviderField.BASE_URL, text("url"), ProviderField.KEY, ProviderField.MODEL_NAME, text("model")));
        fields.addAll(ProviderField.MODEL_REQUEST);
        fields
            .addAll(List.of(number("timeout", 1, 3_600), new ProviderField("extra_body", new ProviderField.Form.Anything(), false), ProviderField.CERTIFICATE));
        return fields.toArray(ProviderField[]::new);
    }

    /// Finds a provider by its `type`. Case, punctuation and a trailing `LLM` are ignored: `LM-Studio` and `ChatGLMLLM` are found.
    public static Optional<ModelVendor> of(String type) {
        String plain = LetterCase.lower(type).replaceAll("[\\s._-]", "");
        String shortened = plain.endsWith("llm") && plain.length() > 4 ? plain.substring(0, plain.length() - 3) : plain;
        return Arrays.stream(values()).filter(vendor -> vendor.types.contains(plain) || vendor.types.contains(shortened)).findFirst();
    }

    /// All names by which [#of] finds one.
    public static List<String> typeNames() {
        return Arrays.stream(values()).flatMap(vendor -> vendor.types.stream()).toList();
    }

    public ProviderType entry() {
        return entry;
    }
}
