package earshot.engine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import module java.base;

import earshot.doubles.OpenAiServerFake;
import earshot.doubles.OpenAiServerFake.Answer;
import earshot.engine.Operation.Outcome;
import earshot.event.Event;
import earshot.event.EventPayload;
import earshot.id.MeetingId;
import earshot.meeting.MeetingCommand;
import earshot.store.HomeDirectory;
import earshot.watch.EventLog;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Every kind of secret is given to a running engine; then every file of its home and everything that it shows is searched for them.
class SecretsNowhereTest {
    /// The files in which people and the console write them.
    private static final Set<String> OWN = Set.of("settings.yaml", "secrets.yaml", "mcp_server_settings.json");

    @RegisterExtension
    final EngineExtension engine = new EngineExtension();

    private final List<String> seeds = new ArrayList<>();
    private final OpenAiServerFake model = engine.closing(new OpenAiServerFake());
    @TempDir
    private Path elsewhere;

    @Test
    @DisplayName("keys, tokens, passwords, and users and queries in addresses are in no revision, log, event, problem or overview")
    void noneIsFoundAnywhereElse() throws Exception {
        String closed = "127.0.0.1:1";
        Files.writeString(engine.directory().resolve("mcp_server_settings.json"), """
            {"mcpServers": {"sky": {"url": "http://%s/mcp?token=%s&x=%s", "headers": {"X-Odd-Name": "%s"}},
              "room": {"command": "no-such-program", "env": {"ROOM": "%s"}},
              "talks": {"command": "sh", "args": ["-c", "echo bad $ROOM_KEY and $ROOM and $1 >&2; exit 3", "--token", "%s"], "env": {"ROOM_KEY": "%s", "ROOM": "%s"}}}}"""
            .formatted(closed, seed("tool-token"), seed("tool-query"), seed("tool-header"), seed("tool-env"), seed("talk-argument"), seed("talk-key"),
                seed("talk-env")));
        engine.startFromFile("""
            selected_module: {LLM: hand, ASR: hand}
            mcp_endpoint: "ws://%s:%s@%s/mcp?token=%s"
            LLM:
              far: {type: openai, base_url: "http://192.0.2.1/v1", model_name: m, api_key: %s, http_proxy: "http://%s:%s@%s"}
              echo: {type: openai, base_url: "%s", model_name: m, api_key: %s, app_secret: %s}
              hand: {type: openai, base_url: "http://%s/v1?appid=%s", model_name: m, api_key: %s}
            meeting: {webhook: {url: "http://%s:%s@%s/hook?k=%s", headers: {X-Odd: %s}}}
            # once: https://%s:%s@somewhere/x
            ASR:
              hand: {type: openai, base_url: "http://%s/v1?appid=%s", api_key: %s}
            """.formatted(seed("relay-user"), seed("relay-password"), closed, seed("relay-token"), seed("far-key"), seed("proxy-user"), seed("proxy-password"),
            closed, model.address(), seed("echo-key"), seed("echo-secret"),
            closed, seed("model-query"), seed("model-key"), seed("hook-user"), seed("hook-password"), closed, seed("hook-query"), seed("hook-header"),
            seed("comment-user"), seed("comment-password"), closed, seed("asr-query"), seed("asr-key")), new SpeechFactoryFake("hello"));
        assertThat(engine.done(new Command.StartRecording(Optional.empty()))).isInstanceOf(Outcome.Done.class);
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("LLM.console.type", "openai");
        values.put("LLM.console.base_url", "http://" + closed + "/v1?sig=" + seed("console-query"));
        values.put("LLM.console.api_key", seed("console-key"));
        assertThat(engine.done(new Command.ApplySettings(values))).isInstanceOf(Outcome.Done.class);
        assertThat(engine.done(new Command.ApplySettings(Map.of("LLM.console.base_url", "http://" + closed + "/v1?sig=" + seed("second-query")))))
            .isInstanceOf(Outcome.Done.class);
        engine.done(new Command.UndoSettings());
        model.answers(
            Answer.status(401, "{\"error\":{\"message\":\"Incorrect key provided: %s for %s. You can find it in your account.\",\"code\":\"invalid_api_key\"}}"
                .formatted(seed("echo-key"), seed("echo-secret"))));
        assertClean("trial", engine.done(new Command.TryModel("echo")).toString());
        assertClean("trial", engine.done(new Command.TryModel("far")).toString());
        engine.done(new Command.TryModel("hand"));
        engine.done(new Command.TryModel("console"));
        SocketDeviceFake device = engine.connectSpeaking("aa:bb:cc:dd:ee:01");
        device.sendTypedText("what is the time");
        engine.connect("xiaozhi/v1/?device_id=aa:bb:cc:dd:ee:03&client_id=" + seed("query-holder") + "&x=", "aa:bb:cc:dd:ee:03", Map.of());
        engine.connect("xiaozhi", "aa:bb:cc:dd:ee:04", Map.of("Client-Id", seed("header-holder")))
            .send("{\"type\":\"odd\",\"client_id\":\"" + seed("message-holder") + "\"}");
        ClientFake badge = engine.connect("xiaozhi/v1/?authorization=Bearer%20" + seed("device-query") + "&x=", "aa:bb:cc:dd:ee:02",
            Map.of("Authorization", "Bearer " + seed("device-token")));
        badge.send("{\"type\":\"listen\",\"state\":\"detect\",\"text\":\"look at https://me:" + seed("spoken-password") + "@there/x?y=" + seed("spoken-query")
            + "\"}");
        // longer than what the timeline shows, with the secret after it
        badge.send("{\"type\":\"odd\",\"filling\":\"" + "x ".repeat(30_000) + "\",\"api_key\":\"" + seed("message-key") + "\",\"url\":\"wss://h/?k="
            + seed("message-query") + "\"}");
        await().until(() -> engine.model().problems().get().stream().anyMatch(entry -> entry.problem().code().key().startsWith("provider.")));

        assertClean("problems", engine.model().problems().get().toString());
        assertClean("history", engine.model().history().get().toString());
        assertClean("overview", engine.model().settingsOverview().get().toString());
        assertClean("models", engine.model().models().get().toString());
        assertClean("tool servers", engine.model().toolServerStatuses().get().toString());
        assertClean("connection attempts", engine.model().connectionAttempts().get().toString());
        assertClean("settings", engine.model().settingsReport().get().toString());
        assertClean("events", events());
        meets("aa:bb:cc:dd:ee:05");
        Path backup = elsewhere.resolve("backup.zip");
        assertThat(engine.done(new Command.BackUpHome(backup))).isInstanceOf(Outcome.Done.class);
        inBackup(backup);
        Path session = elsewhere.resolve("kept.earshot");
        assertThat(engine.done(new Command.SaveSession(session))).isInstanceOf(Outcome.Done.class);
        assertEntriesClean(session);
        engine.stop();
        assertThat(engine.directory().resolve("sessions")).isDirectoryContaining("glob:**.earshot");
        assertClean("check", check());
        try (Stream<Path> all = Files.walk(engine.directory())) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                assertClean("the name of a file", file.toString());
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).as(file.toString())
                    .satisfiesAnyOf(own -> assertThat(own).isEqualTo("rw-------"), _ -> assertThat(file.getFileName().toString()).isIn(OWN));
                if (!OWN.contains(file.getFileName().toString())) {
                    assertClean(file.toString(), Files.readString(file, ISO_8859_1));
                }
                if (file.toString().endsWith(".earshot")) {
                    assertEntriesClean(file);
                }
            }
        }
    }

    /// A meeting without a model, whose summary nobody takes, in all formats.
    private void meets(String device) throws Exception {
        ClientFake badge = engine.connect("supie", device, Map.of());
        badge.awaitReceived("\"hello\"");
        badge.send("{\"type\":\"mode\",\"state\":\"start\",\"mode\":\"meeting\"}");
        badge.send("{\"type\":\"meeting\",\"phase\":\"snippet\",\"items\":[{\"tag\":\"t\",\"text\":\"We decided.\"}]}");
        badge.send("{\"type\":\"meeting\",\"phase\":\"finalize\"}");
        badge.awaitReceived("\"phase\":\"summary\"");
        MeetingId id = engine.model().meetings().meetings().get().getFirst().id();
        engine.done(new Command.PerformMeetingCommand(new MeetingCommand.ResendWebhook(id)));
        for (MeetingCommand.Format format : MeetingCommand.Format.values()) {
            Path file = elsewhere.resolve("meeting." + format);
            await().untilAsserted(() -> assertThat(engine.done(new Command.PerformMeetingCommand(new MeetingCommand.Export(id, format, file, Locale.ENGLISH))))
                .isInstanceOf(Outcome.Done.class));
            assertClean(file.toString(), Files.readString(file, ISO_8859_1));
            // a document of a word processor is an archive; anything else has no entries
            assertEntriesClean(file);
        }
        assertClean("problems", engine.model().problems().get().toString());
        assertClean("events", events());
    }

    /// A backup holds what people wrote, and nobody else may read it.
    private void inBackup(Path backup) throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backup))).isEqualTo("rw-------");
        assertEntriesClean(backup);
    }

    private void assertEntriesClean(Path archive) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (!OWN.contains(entry.getName())) {
                    assertClean(archive.getFileName() + ", " + entry.getName(), new String(zip.readAllBytes(), ISO_8859_1));
                }
            }
        }
    }

    /// What `check` prints, in both forms.
    private String check() {
        SettingsReport report = SettingsCheck
            .run(new EngineOptions(new HomeDirectory(engine.directory()), Optional.empty(), Map.of(), engine.time, new SpeechFactoryFake("")));
        String said = report.findings().stream().map(finding -> finding + " " + finding.text().in(Locale.ENGLISH) + " " + finding.text().in(Locale.CHINA))
            .collect(Collectors.joining("\n"));
        assertThat(said).contains("mcp_endpoint");
        return said;
    }

    private String events() {
        StringBuilder all = new StringBuilder();
        EventLog<Event> log = engine.model().events();
        for (Event row : log.read(0, 20_000).rows()) {
            all.append(row).append('\n');
            // what is copied and saved of it
            if (row.payload() instanceof EventPayload.Text text) {
                text.fullText().text().ifPresent(whole -> all.append(whole).append('\n'));
            }
        }
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
