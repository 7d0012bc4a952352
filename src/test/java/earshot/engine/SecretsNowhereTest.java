package earshot.engine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import module java.base;

import earshot.engine.Operation.Outcome;
import earshot.event.Event;
import earshot.watch.EventLog;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Every kind of secret is given to a running engine; then every file of its home and everything that it shows is searched for them.
class SecretsNowhereTest {
    /// The files in which people and the console write them.
    private static final Set<String> OWN = Set.of("settings.yaml", "secrets.yaml", "mcp_server_settings.json");

    @RegisterExtension
    final EngineExtension engine = new EngineExtension();

    private final List<String> seeds = new ArrayList<>();

    @Test
    @DisplayName("keys, tokens, passwords, and users and queries in addresses are in no revision, log, event, problem or overview")
    void noneIsFoundAnywhereElse() throws Exception {
        String closed = "127.0.0.1:1";
        Files.writeString(engine.directory().resolve("mcp_server_settings.json"), """
            {"mcpServers": {"sky": {"url": "http://%s/mcp?token=%s&x=%s", "headers": {"X-Odd-Name": "%s"}},
              "room": {"command": "no-such-program", "env": {"ROOM": "%s"}}}}""".formatted(closed, seed("tool-token"), seed("tool-query"), seed("tool-header"), seed("tool-env")));
        engine.startFromFile("""
            selected_module: {LLM: hand, ASR: hand}
            LLM:
              hand: {type: openai, base_url: "http://%s/v1?appid=%s", model_name: m, api_key: %s}
            meeting: {webhook: {url: "http://%s:%s@%s/hook?k=%s", headers: {X-Odd: %s}}}
            # once: https://%s:%s@somewhere/x
            ASR:
              hand: {type: openai, base_url: "http://%s/v1?appid=%s", api_key: %s}
            """.formatted(closed, seed("model-query"), seed("model-key"), seed("hook-user"), seed("hook-password"), closed, seed("hook-query"), seed("hook-header"), seed("comment-user"), seed("comment-password"), closed, seed("asr-query"), seed("asr-key")), new SpeechFactoryFake("hello"));
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("LLM.console.type", "openai");
        values.put("LLM.console.base_url", "http://" + closed + "/v1?sig=" + seed("console-query"));
        values.put("LLM.console.api_key", seed("console-key"));
        assertThat(engine.done(new Command.ApplySettings(values))).isInstanceOf(Outcome.Done.class);
        assertThat(engine.done(new Command.ApplySettings(Map.of("LLM.console.base_url", "http://" + closed + "/v1?sig=" + seed("second-query"))))).isInstanceOf(Outcome.Done.class);
        engine.done(new Command.UndoSettings());
        engine.done(new Command.TryModel("hand"));
        engine.done(new Command.TryModel("console"));
        SocketDeviceFake device = engine.connectSpeaking("aa:bb:cc:dd:ee:01");
        device.sendTypedText("what is the time");
        engine.connect("xiaozhi/v1/?device_id=aa:bb:cc:dd:ee:03&client_id=" + seed("query-holder") + "&x=", "aa:bb:cc:dd:ee:03", Map.of());
        engine.connect("xiaozhi", "aa:bb:cc:dd:ee:04", Map.of("Client-Id", seed("header-holder"))).send("{\"type\":\"odd\",\"client_id\":\"" + seed("message-holder") + "\"}");
        ClientFake badge = engine.connect("xiaozhi/v1/?authorization=Bearer%20" + seed("device-query") + "&x=", "aa:bb:cc:dd:ee:02", Map.of("Authorization", "Bearer " + seed("device-token")));
        badge.send("{\"type\":\"listen\",\"state\":\"detect\",\"text\":\"look at https://me:" + seed("spoken-password") + "@there/x?y=" + seed("spoken-query") + "\"}");
        await().until(() -> engine.model().problems().get().stream().anyMatch(entry -> entry.problem().code().key().startsWith("provider.")));

        assertClean("problems", engine.model().problems().get().toString());
        assertClean("history", engine.model().history().get().toString());
        assertClean("overview", engine.model().settingsOverview().get().toString());
        assertClean("models", engine.model().models().get().toString());
        assertClean("tool servers", engine.model().toolServerStatuses().get().toString());
        assertClean("connection attempts", engine.model().connectionAttempts().get().toString());
        assertClean("events", events());
        engine.stop();
        try (Stream<Path> all = Files.walk(engine.directory())) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).as(file.toString()).satisfiesAnyOf(own -> assertThat(own).isEqualTo("rw-------"), _ -> assertThat(file.getFileName().toString()).isIn(OWN));
                if (!OWN.contains(file.getFileName().toString())) {
                    assertClean(file.toString(), Files.readString(file, ISO_8859_1));
                }
            }
        }
    }

    private String events() {
        StringBuilder all = new StringBuilder();
        EventLog<Event> log = engine.model().events();
        log.read(0, 20_000).rows().forEach(row -> all.append(row).append('\n'));
        return all.toString();
    }

    private String seed(String name) {
        String secret = "Se3d/" + name + "+" + Integer.toHexString(name.hashCode());
        seeds.add(secret);
        return secret.replace("/", "-").replace("+", "_");
    }

    private void assertClean(String where, String text) {
        for (String seed : seeds) {
            String plain = seed.replace("/", "-").replace("+", "_");
            // base64 of the middle is the same wherever the secret begins, but for two characters at each end
            for (int shift = 0; shift < 3; shift++) {
                String encoded = Base64.getEncoder().withoutPadding().encodeToString(("x".repeat(shift) + plain).getBytes(UTF_8));
                assertThat(text).as("%s in base64 in %s", plain, where).doesNotContain(encoded.substring(4, encoded.length() - 3));
            }
            assertThat(text).as("%s in %s", plain, where).doesNotContain(plain, plain.toLowerCase(Locale.ROOT), URLEncoder.encode(plain, UTF_8));
        }
    }
}
