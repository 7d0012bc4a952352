package earshot.config;

import module java.base;

import earshot.proof.HostileTarget;

/// Settings files: written by the operator, copied from anywhere, damaged.
public final class HostileSettings {
    private static final List<String> FILES = List.of("""
        # api_key: sk-old  # token = hush
        server:
          port: 8000
          auth: {enabled: true, tokens: [{token: hush, name: a}], allowed_devices: ["aa:bb", 'cc:dd']}
        LLM:
          ChatGLM: &glm {type: openai, api_key: "hush", base_url: https://a.example/v1}
          Other: {<<: *glm, model_name: x}
        prompt: |
          You are
          kind.
        wakeup_words: [你好小智, "hello"]
        """, "selected_module:\n  ASR: a\n  VAD: b\nexit_commands:\n- 退出\n- quit\n");

    private HostileSettings() {}

    public static List<HostileTarget> targets() {
        return List.of(HostileTarget.ofText("settings file", 32 * 1024, 10, FILES.stream().map(HostileSettings::latin).toList(), text -> {
            if (YamlFile.read(text) instanceof YamlFile.Content.Read read) {
                SettingsSecretMasker.redact(read.text(), _ -> "s1");
                new SettingsReader(read.tree());
            }
        }));
    }

    private static String latin(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }
}
