package earshot.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The file of secrets, what counts as one, and how one is shown.
class SecretStoreTest {
    @TempDir
    Path directory;

    private Path file;
    private SecretStore secrets;

    @BeforeEach
    void open() {
        file = directory.resolve("secrets.yaml");
        secrets = new SecretStore(new YamlFile(file));
        secrets.read();
    }

    @ParameterizedTest
    @ValueSource(strings = { "LLM.big.api_key", "server.auth.tokens", "meeting.webhook.secret", "meeting.webhook.headers.X-Anything", "ASR.a.Headers.accept",
        "mqtt.password", "LLM.gpt-4\\.1.api_key" })
    void whatGivesAccessIsASecret(String key) {
        assertThat(SecretStore.isSecret(key)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"LLM.big.max_tokens", "meeting.llm.checkpoint_max_tokens", "server.port", "prompt", "headers", "LLM.big.model_name"})
    void whatOnlySoundsLikeOneIsNone(String key) {
        assertThat(SecretStore.isSecret(key)).isFalse();
    }

    @Test
    void aLongSecretIsShownByItsEndsAndAShortOneNotAtAll() {
        assertThat(SecretStore.mask("LLM.a.api_key", "sk-abcdefghijklmnop")).isEqualTo("sk-…mnop");
        assertThat(SecretStore.mask("LLM.a.api_key", "hunter2-abc")).isEqualTo("***");
        assertThat(SecretStore.mask("LLM.a.api_key", 4711)).isEqualTo("***");
        assertThat(SecretStore.mask("LLM.a.api_key", "  ")).as("nothing is written").isEqualTo("");
        assertThat(SecretStore.mask("LLM.a.base_url", "https://ann:hunter2@host/v1").toString()).doesNotContain("hunter2").contains("host/v1");
        assertThat(SecretStore.mask("LLM.a.model_name", "m-1")).isEqualTo("m-1");
    }

    @Test
    void secretsWithinMapsAndListsAreMaskedToo() {
        Map<String, Object> headers = new LinkedHashMap<>();
        headers.put("Accept", "a-rather-long-value");
        headers.put("X", null);
        Map<String, Object> section = new LinkedHashMap<>(Map.of("headers", headers));
        section.put("token", "hush");
        section.put("model", Arrays.asList("m", null, Map.of("password", "hush")));
        assertThat(SecretStore.mask("LLM.a", section).toString()).doesNotContain("hush", "rather").contains("model=[m, null, {password=***}]");
        assertThat(SecretStore.mask("ASR.a.headers", headers).toString()).doesNotContain("rather");
    }

    @Test
    void whatIsWrittenIsReadAgainAndOnlyItsOwnerMayReadIt() throws IOException {
        secrets.write(Map.of("LLM.gpt-4\\.1.api_key", "sk-1", "server.auth.tokens", List.of("a", "b")));
        SecretStore again = new SecretStore(new YamlFile(file));
        assertThat(again.read()).isInstanceOf(YamlFile.Content.Read.class);
        assertThat(again.values()).isEqualTo(Map.of("LLM.gpt-4\\.1.api_key", "sk-1", "server.auth.tokens", List.of("a", "b")));
        assertThat(file).content().startsWith("# Keys given in the console.");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void theFileIsClosedToOthersAlsoWhenItWasOpen() throws IOException {
        Files.writeString(file, "");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        secrets.write(Map.of("LLM.a.api_key", "sk-1"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
    }

    @Test
    void withoutASecretThereIsNoFile() throws IOException {
        secrets.write(Map.of());
        assertThat(file).doesNotExist();
        secrets.write(Map.of("LLM.a.api_key", "sk-1"));
        secrets.write(Map.of());
        assertThat(file).content().doesNotContain("sk-1");
    }

    @Test
    void eachSecretIsRememberedUnderOneNameThatIsNeverGivenTwice() throws IOException {
        String first = secrets.nameOf("sk-1");
        assertThat(secrets.nameOf("sk-1")).isEqualTo(first);
        String second = secrets.nameOf("sk-2");
        assertThat(second).isNotEqualTo(first);
        secrets.write(Map.of());
        SecretStore again = new SecretStore(new YamlFile(file));
        again.read();
        assertThat(again.remembered()).isEqualTo(Map.of(first, "sk-1", second, "sk-2"));
        again.retainRemembered(Set.of(second));
        assertThat(again.nameOf("sk-2")).isEqualTo(second);
        assertThat(again.nameOf("sk-3")).isNotEqualTo(second);
        assertThat(again.remembered()).containsEntry(second, "sk-2").doesNotContainValue("sk-1");
    }

    @Test
    void whatTheProgramMadeItselfStaysAsItIs() throws IOException {
        secrets.generate(List.of("server.secret", "server.meeting_api_token"));
        Map<String, Object> made = Map.copyOf(secrets.generated());
        assertThat(made.values().stream().distinct()).hasSize(2).allSatisfy(secret -> assertThat(secret.toString()).matches("[A-Za-z0-9_-]{24}"));
        SecretStore again = new SecretStore(new YamlFile(file));
        again.read();
        again.generate(List.of("server.secret"));
        assertThat(again.generated()).isEqualTo(made);
        assertThat(again.values()).as("no edit of a person").isEmpty();
    }

    @Test
    void aFileThatCannotBeReadIsNotWrittenOver() throws IOException {
        secrets.write(Map.of("LLM.a.api_key", "sk-1"));
        Files.writeString(file, "LLM:\n\tapi_key: sk-by-hand\n");
        assertThat(secrets.read()).isInstanceOf(YamlFile.Content.Unreadable.class);
        assertThat(secrets.values()).as("what was read last holds").isEqualTo(Map.of("LLM.a.api_key", "sk-1"));
        assertThatThrownBy(() -> secrets.write(Map.of("LLM.a.api_key", "sk-2"))).isInstanceOf(SecretStore.UnreadableException.class)
            .hasMessageContaining(file.toString());
        assertThat(file).content().contains("sk-by-hand");
        Files.delete(file);
        secrets.read();
        assertThat(secrets.values()).isEmpty();
        assertThat(secrets.readable()).isTrue();
    }
}
