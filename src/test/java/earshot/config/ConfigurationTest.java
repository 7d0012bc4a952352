package earshot.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import module java.base;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import earshot.asr.RecognizerSettings;
import earshot.audio.VadSettings;
import earshot.catalog.BuiltInAssistant;
import earshot.conversation.ConversationSettings;
import earshot.device.ListeningSettings;
import earshot.engine.EngineSettings;
import earshot.engine.LogSettings;
import earshot.id.DeviceId;
import earshot.llm.ModelSettings;
import earshot.meeting.MeetingSettings;
import earshot.meeting.MeetingSharingSettings;
import earshot.meeting.SummarySettings;
import earshot.memory.MemorySettings;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSink;
import earshot.problem.ProblemSubject;
import earshot.remote.ProviderKind;
import earshot.remote.ProviderSettings;
import earshot.server.ServerSettings;
import earshot.session.IdleSettings;
import earshot.session.SessionSettings;
import earshot.time.TimeFake;
import earshot.tts.VoiceSettings;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.event.Level;

class ConfigurationTest {
    private static final ProviderSettings RECOGNIZER = new ProviderSettings(ProviderKind.ASR, "sphinx4", "sphinx4", JsonNodeFactory.instance.objectNode());
    private static final ProviderSettings VOICE = new ProviderSettings(ProviderKind.TTS, "freetts", "freetts", JsonNodeFactory.instance.objectNode());

    @TempDir
    Path home;

    private final ProblemsFake problems = new ProblemsFake();
    private final TimeFake time = new TimeFake();

    @Test
    void theBuiltInDefaultsAreThoseOfTheSpecification() {
        Settings settings = new Configuration(EngineSettings.CATALOG, home, Optional.empty(), Map.of(), problems, time).settings().get();
        assertThat(settings).isEqualTo(Settings.defaults());
        assertThat(settings.of(ServerSettings.SECTION)).isEqualTo(new ServerSettings("0.0.0.0", 8000, 8003, Optional.empty(), Optional.empty(),
            new ServerSettings.Auth(false, List.of(), List.of()), Optional.empty(), 300));
        assertThat(settings.of(IdleSettings.SECTION)).isEqualTo(new IdleSettings(Duration.ofSeconds(600), Duration.ofSeconds(15), true, Optional.empty()));
        assertThat(settings.of(ListeningSettings.SECTION))
            .isEqualTo(new ListeningSettings(Duration.ofSeconds(10), Duration.ofSeconds(2), Duration.ofSeconds(5), false,
            List.of("你好小智", "嘿你好呀", "你好小志", "小爱同学", "你好小鑫", "你好小新", "小美同学", "小龙小龙", "喵喵同学", "小滨小滨", "小冰小冰", "你好喵伴", "你好小鹿",
                "Hi 乐鑫", "Hi ESP", "Hi Jason", "Jarvis", "Alexa", "Sophia"),
            true, List.of()));
        assertThat(settings.of(VadSettings.SECTION)).isEqualTo(new VadSettings(2, Duration.ofMillis(700), Duration.ofSeconds(30), 6, Duration.ofMillis(400)));
        assertThat(settings.of(RecognizerSettings.SELECTED)).isEqualTo(RECOGNIZER);
        assertThat(settings.of(VoiceSettings.SELECTED)).isEqualTo(VOICE);
        assertThat(settings.of(ModelSettings.SECTION)).isEqualTo(ModelSettings.NONE);
        assertThat(settings.of(ConversationSettings.SECTION))
            .isEqualTo(new ConversationSettings(Optional.empty(), Map.of(), ConversationSettings.Intent.FUNCTION_CALL));
        assertThat(settings.of(MemorySettings.SECTION)).isEqualTo(new MemorySettings(false, Optional.empty()));
        assertThat(settings.of(SessionSettings.WORKERS)).isEqualTo(2);
        assertThat(settings.of(SessionSettings.HELLO)).isEqualTo(JsonNodeFactory.instance.objectNode());
        assertThat(settings.of(LogSettings.SECTION)).isEqualTo(new LogSettings(Level.INFO, 2000));
        assertThat(settings.of(MeetingSettings.SECTION)).isEqualTo(new MeetingSettings(false, true, true,
            new MeetingSettings.Intervals(Duration.ofSeconds(5), Duration.ofSeconds(12), Duration.ofMinutes(10)), Duration.ofSeconds(5), Duration.ofHours(2),
            MeetingSettings.Join.OFF, false));
        assertThat(settings.of(SummarySettings.SECTION)).isEqualTo(new SummarySettings(Optional.empty(), Optional.empty(), Optional.empty(), Map.of(),
            new SummarySettings.Prompts(Optional.empty(), Optional.empty(), Map.of()), new SummarySettings.Limits(800, 400, 4000)));
        assertThat(settings.of(MeetingSharingSettings.SECTION)).isEqualTo(new MeetingSharingSettings(Optional.empty(),
            new MeetingSharingSettings.Broadcast(MeetingSharingSettings.Broadcast.Mode.OFF, List.of(), false), 10, Optional.empty()));
        assertThat(problems.raised).isEmpty();
    }

    @Test
    void aDirectoryInThePlaceOfTheGivenFileIsToldAsThat() {
        new Configuration(EngineSettings.CATALOG, home, Optional.of(home), Map.of(), problems, time);
        assertThat(problems.raised).first().satisfies(problem -> assertThat(problem.why(Locale.ENGLISH))
            .isEqualTo("It is a directory. Name the file in it, such as .config.yaml."));
    }

    /// A second reading would find nothing, or wait for ever.
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aPipeIsReadOnce() throws Exception {
        Path pipe = home.resolve("pipe");
        new ProcessBuilder("mkfifo", pipe.toString()).inheritIO().start().waitFor();
        Thread.startVirtualThread(() -> {
            try {
                Files.writeString(pipe, "grace_seconds: 21");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        Configuration configuration = new Configuration(EngineSettings.CATALOG, home, Optional.of(pipe), Map.of(), problems, time);
        assertThat(configuration.settings().get().of(IdleSettings.SECTION).grace()).isEqualTo(Duration.ofSeconds(21));
        assertTimeoutPreemptively(Duration.ofSeconds(10), configuration::reload);
        assertThat(configuration.settings().get().of(IdleSettings.SECTION).grace()).isEqualTo(Duration.ofSeconds(21));
    }

    @Test
    void whatTheLastReadingFoundTooIsNoNews() throws IOException {
        write(Configuration.HOME_FILE, "nonsense_key: 1");
        Configuration configuration = new Configuration(EngineSettings.CATALOG, home, Optional.empty(), Map.of(), problems, time);
        assertThat(problems.raised).hasSize(1);
        configuration.apply(Map.of("grace_seconds", 20));
        configuration.undo();
        assertThat(problems.raised).as("told once, however often the file is read").hasSize(1);
        write(Configuration.HOME_FILE, "nonsense_key: 1\nother_nonsense: 2");
        configuration.reload();
        assertThat(problems.raised).hasSize(2);
    }

    @Test
    void readsWhatMeetingsNeedAndClampsIt() throws IOException {
        write(Configuration.HOME_FILE, """
            server: {meeting_api_token: t0ken}
            meeting:
              disable_tts: true
              transcript_push_interval_ms: 1000
              term_map: {"*": {海豚: Dolphin}, zh: [wrong]}
              prompts: {templates: {tech: "write of {industry}"}}
              llm: {max_tokens: 9000}
              webhook: {url: "http://127.0.0.1/hook", secret: s3cret, headers: {X-Team: a}}
              broadcast: {enabled: true, mode: Group, allowed_targets: ["AA:BB"]}
            """);
        Settings settings = new Configuration(EngineSettings.CATALOG, home, Optional.empty(), Map.of(), problems, time).settings().get();
        MeetingSettings meetings = settings.of(MeetingSettings.SECTION);
        SummarySettings summary = settings.of(SummarySettings.SECTION);
        MeetingSharingSettings sharing = settings.of(MeetingSharingSettings.SECTION);
        assertThat(meetings.disableTts()).isTrue();
        assertThat(meetings.intervals().push()).hasSeconds(3);
        assertThat(summary.terms()).containsEntry("*", Map.of("海豚", "Dolphin")).containsEntry("zh", Map.of());
        assertThat(summary.prompts().templates()).containsEntry("tech", "write of {industry}");
        assertThat(summary.limits().tokens()).isEqualTo(4000);
        assertThat(sharing.webhook()).contains(new MeetingSharingSettings.Webhook("http://127.0.0.1/hook", Optional.of("s3cret"), Map.of("X-Team", "a")));
        assertThat(sharing.broadcast())
            .isEqualTo(new MeetingSharingSettings.Broadcast(MeetingSharingSettings.Broadcast.Mode.GROUP, List.of(new DeviceId("aa:bb")), false));
        assertThat(sharing.apiToken()).contains("t0ken");
        assertThat(sharing.toString()).doesNotContain("s3cret").doesNotContain("t0ken");
    }

    @Test
    void theCommandLineGoesBeforeTheGivenFileBeforeTheHome() throws IOException {
        Path given = write("given.yaml", "server: {port: 2, http_port: 2}\n");
        write(Configuration.HOME_FILE, "server: {port: 3, http_port: 3, ip: 127.0.0.1}\n");
        Settings settings = new Configuration(EngineSettings.CATALOG, home, Optional.of(given), Map.of("server.port", 1), problems, time).settings().get();
        assertThat(settings.of(ServerSettings.SECTION).port()).isEqualTo(1);
        assertThat(settings.of(ServerSettings.SECTION).httpPort()).isEqualTo(2);
        assertThat(settings.of(ServerSettings.SECTION).host()).isEqualTo("127.0.0.1");
        assertThat(settings.of(IdleSettings.SECTION).noSpeechLimit()).hasSeconds(600);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", value = { "-|600|660", "\"300\"|300|360", "300|300|360", "x|600|660", "null|600|660", "[1]|600|660",
        "-3|600|660", "true|600|660", "1e99|600|660" })
    @DisplayName("row 18: the effective limit is the value and 60 s, and 660 s when it is missing or no good")
    void readsTheIdleTime(String written, long noVoice, long silent) throws IOException {
        write(Configuration.HOME_FILE, written == null ? "" : "close_connection_no_voice_time: " + written + "\n");
        Settings settings = new Configuration(EngineSettings.CATALOG, home, Optional.empty(), Map.of(), problems, time).settings().get();
        assertThat(settings.of(IdleSettings.SECTION).noSpeechLimit()).hasSeconds(noVoice);
        assertThat(settings.of(IdleSettings.SECTION).silenceLimit()).hasSeconds(silent);
        boolean good = written == null || written.equals("null") || noVoice == 300;
        assertThat(problems.codes()).isEqualTo(good ? List.of() : List.of(ProblemCode.SETTING_REFUSED));
    }

    @ParameterizedTest
    @CsvSource({"1, 5", "31, 30", "20, 20", "'\"7\"', 7"})
    void clampsTheGraceAndSaysSo(String written, long seconds) throws IOException {
        write(Configuration.HOME_FILE, "grace_seconds: " + written + "\n");
        assertThat(
            new Configuration(EngineSettings.CATALOG, home, Optional.empty(), Map.of(), problems, time).settings().get().of(IdleSettings.SECTION).grace())
            .hasSeconds(seconds);
        assertThat(problems.raised).hasSize(written.equals("1") || written.equals("31") ? 1 : 0);
    }

    @Test
    @DisplayName("row 36: a hot change is seen by who holds the live settings already")
    void aChangeIsSeenThroughTheWatch() throws IOException {
        Configuration configuration = new Configuration(EngineSettings.CATALOG, home, Optional.empty(), Map.of(), problems, time);
        List<Long> seen = new ArrayList<>();
        configuration.settings().observe(settings -> seen.add(settings.of(IdleSettings.SECTION).noSpeechLimit().toSeconds()));
        write(Configuration.HOME_FILE, "close_connection_no_voice_time: 120\n");
        assertThat(configuration.reload()).isTrue();
        assertThat(seen).containsExactly(600L, 120L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"- a\n- b\n", "just text", "42", "server: 5\nmeeting: [x]\nend_prompt: text\nxiaozhi: 7\nlog: null\n", ""})
    @DisplayName("row 36: a configuration, or a section of it, that is no object counts as empty")
    void whatIsNoObjectLeavesTheDefaults(String text) throws IOException {
        write(Configuration.HOME_FILE, text);
        assertThat(new Configuration(EngineSettings.CATALOG, home, Optional.empty(), Map.of(), problems, time).settings().get())
            .isEqualTo(text.isEmpty() || text.startsWith("server") ? Settings.defaults() : closed());
    }

    /// The defaults, but that only this computer may connect: whoever wrote the file may have wanted that.
    private static Settings closed() {
        return EngineSettings.CATALOG.read(EngineSettings.CATALOG.whileUnknown()).settings();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "server:\\n  port: [1\\nother: 2|3", "a: b: c|1", "\\tserver: 1|1", "x: !!java.lang.Runtime {}|1", "a: \"open|1"})
    void anUnreadableFileIsAProblemWithItsLineAndTheServerStillStarts(String text, String line) throws IOException {
        Path given = write("given.yaml", text.replace("\\n", "\n").replace("\\t", "\t"));
        Configuration configuration = new Configuration(EngineSettings.CATALOG, home, Optional.of(given), Map.of(), problems, time);
        assertThat(configuration.settings().get()).isEqualTo(closed()).isNotEqualTo(Settings.defaults());
        assertThat(problems.codes()).containsExactly(ProblemCode.CONFIG_UNREADABLE, ProblemCode.ACCESS_UNKNOWN);
        assertThat(problems.raised).first().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.CONFIG_UNREADABLE);
            assertThat(problem.args().get(1)).isEqualTo(line);
            assertThat(problem.args().get(2)).isNotBlank();
            assertThat(problem.subject()).isEqualTo(new ProblemSubject.File(given.toString()));
        });
    }

    @Test
    void recursionAliasesAndNestingCannotHurt() throws IOException {
        String laughs = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "b: &b [*a,*a,*a,*a,*a,*a,*a]\n" + "c: &c [*b,*b,*b,*b,*b,*b,*b]\n" + "d: &d [*c,*c,*c,*c,*c,*c,*c]\n"
            + "e: &e [*d,*d,*d,*d,*d,*d,*d]\n" + "f: &f [*e,*e,*e,*e,*e,*e,*e]\n";
        for (String text : List.of("a: &a [*a]\n", laughs, "a: " + "[".repeat(5_000) + "]".repeat(5_000), "a: \u0001")) {
            problems.raised.clear();
            write(Configuration.HOME_FILE, text);
            new Configuration(EngineSettings.CATALOG, home, Optional.empty(), Map.of(), problems, time);
            assertThat(problems.codes()).as(text.substring(0, 4)).containsExactly(ProblemCode.CONFIG_UNREADABLE, ProblemCode.ACCESS_UNKNOWN);
        }
        Files.write(home.resolve(Configuration.HOME_FILE), new byte[] {'a', ':', ' ', (byte) 0xFF, (byte) 0xFE});
        new Configuration(EngineSettings.CATALOG, home, Optional.empty(), Map.of(), problems, time);
        assertThat(problems.raised.stream().filter(problem -> problem.code() == ProblemCode.CONFIG_UNREADABLE).toList().getLast().why(Locale.ENGLISH))
            .contains("UTF-8");
    }

    @Test
    void aMissingGivenFileIsAProblem() {
        new Configuration(EngineSettings.CATALOG, home, Optional.of(home.resolve("nowhere.yaml")), Map.of(), problems, time);
        assertThat(problems.codes()).containsExactly(ProblemCode.CONFIG_MISSING);
    }

    @Test
    void aGivenFileThatComesLaterIsReadAndTheProblemIsOver() throws IOException {
        Path given = home.resolve("later.yaml");
        Configuration configuration = new Configuration(EngineSettings.CATALOG, home, Optional.of(given), Map.of(), problems, time);
        Files.writeString(given, "grace_seconds: 20\n");
        assertThat(configuration.reload()).isTrue();
        assertThat(configuration.settings().get().of(IdleSettings.SECTION).grace()).hasSeconds(20);
    }

    @Test
    void aSectionThatOthersTakeOverIsReadThere() throws IOException {
        Path given = write("given.yaml",
            "common: &common\n  type: openai\n  base_url: http://127.0.0.1/v1\nunused: &unused\n  a: 1\nLLM:\n  mine:\n    <<: *common\n    model_name: m\n");
        Configuration configuration = new Configuration(EngineSettings.CATALOG, home, Optional.of(given), Map.of(), problems, time);
        assertThat(configuration.overview().get().unknownKeys()).extracting(SettingsOverview.UnknownKey::key).containsExactly("unused.a");
    }

    @Test
    void theSheetNamesWhatNothingReadsWithItsLineAndMasksSecrets() throws IOException {
        Path given = write("given.yaml",
            "server:\n  auth:\n    tokens: [very-long-token-1]\ngrace_secondz: 7\nplugs:\n  weather:\n    city: x\n    key: y\nvad:\n  mode: 9\n");
        Configuration configuration = new Configuration(EngineSettings.CATALOG, home, Optional.of(given), Map.of("server.port", 0), problems, time);
        SettingsOverview sheet = configuration.overview().get();
        assertThat(sheet.unknownKeys()).containsExactly(new SettingsOverview.UnknownKey(given.toString(), 4, "grace_secondz"),
            new SettingsOverview.UnknownKey(given.toString(), 7, "plugs.weather.…"));
        assertThat(sheet.values().keySet()).containsExactlyElementsOf(EngineSettings.CATALOG.settings().stream().map(Setting::key).toList());
        assertThat(sheet.values().get("server.auth.tokens").toString()).doesNotContain("very-long");
        assertThat(sheet.values().get("server.auth.tokens").secret()).isTrue();
        assertThat(sheet.values().get("vad.mode")).isEqualTo(new SettingsOverview.CurrentValue("vad.mode", Optional.of(3L), SettingsLayer.GIVEN, false));
        assertThat(sheet.values().get("server.port").source()).isEqualTo(SettingsLayer.COMMAND_LINE);
        assertThat(sheet.values().get("grace_seconds"))
            .isEqualTo(new SettingsOverview.CurrentValue("grace_seconds", Optional.of(15L), SettingsLayer.BUILT_IN, false));
    }

    @Test
    @DisplayName("U27: the entries of providers are listed as they are written, and no secret with them")
    void entriesOfProviders() throws IOException {
        Path given = write("given.yaml", """
            selected_module: {LLM: gpt-4.1}
            LLM:
              gpt-4.1: {type: openai, url: "https://api.example/v1?key=very-long-key-1", api_key: very-long-key-2, top_k: 40, headers: {X-Any: very-long-key-3}, stop: [a, b]}
              local: {type: ollama, url: "http://127.0.0.1:11434"}
            """);
        Configuration configuration = new Configuration(EngineSettings.CATALOG, home, Optional.of(given), Map.of("LLM.local.temperature", 0.2), problems, time);
        assertThat(configuration.overview().get().entries())
            .isEqualTo(Map.of("LLM.gpt-4\\.1.type", "openai", "LLM.gpt-4\\.1.top_k", 40, "LLM.gpt-4\\.1.stop", List.of("a", "b"), "LLM.local.type", "ollama",
            "LLM.local.url", "http://127.0.0.1:11434", "LLM.local.temperature", 0.2));
        assertThat(configuration.overview().get().toString()).doesNotContain("very-long");
    }

    @Test
    @DisplayName("U31: tokens given in the console are kept apart from the settings, and undone")
    void tokensAreKeptApart() throws IOException {
        Configuration configuration = new Configuration(EngineSettings.CATALOG, home, Optional.empty(), Map.of(), problems, time);
        assertThat(configuration.apply(Map.of("server.auth.tokens", List.of("one-long-token", "two-long-token"), "server.auth.enabled", true)))
            .isInstanceOf(ApplyResult.Done.class);
        assertThat(configuration.settings().get().of(ServerSettings.SECTION).auth().tokens()).containsExactly("one-long-token", "two-long-token");
        assertThat(Files.readString(home.resolve(Configuration.HOME_FILE))).contains("enabled: true").doesNotContain("long-token");
        configuration.apply(Map.of("server.auth.tokens", List.of("three-long-token")));
        assertThat(configuration.undo()).isEmpty();
        assertThat(configuration.settings().get().of(ServerSettings.SECTION).auth().tokens()).containsExactly("one-long-token", "two-long-token");
    }

    @Test
    void readsTheFileOfAXiaozhiServerKeepsItAndReplacesWhatIsNotBuiltInWithOneProblemEach() throws IOException {
        String text = """
            # my server
            server:
              ip: 0.0.0.0
              port: 8004
              websocket: ws://你的ip或者域名:端口号/xiaozhi/v1/
              vision_explain: http://x/
              auth:
                enabled: true
                tokens:
                  - token: "abc"
                    name: "desk"
                  - def
                allowed_devices:
                  - "'11:22:33:AA:BB:CC'"
            manager-api:
              secret: 你的server.secret密钥
            selected_module:
              ASR: FunASR
              LLM: ChatGLMLLM
              Memory: nomem
            ASR:
              FunASR: {type: fun_local, model_dir: models/SenseVoiceSmall}
            LLM:
              ChatGLMLLM: {type: openai, api_key: 你的chat-glm key}
            xiaozhi:
              type: hello
              version: 1
            wakeup_words: [你好小智, 小智]
            prompt: 你是小智
            """;
        Path given = write("given.yaml", text);
        Configuration configuration = new Configuration(EngineSettings.CATALOG, home, Optional.of(given), Map.of(), problems, time);
        Settings settings = configuration.settings().get();
        assertThat(settings.of(ServerSettings.SECTION).port()).isEqualTo(8004);
        assertThat(settings.of(ServerSettings.SECTION).websocket()).isEmpty();
        assertThat(settings.of(ServerSettings.SECTION).secret()).isEmpty();
        assertThat(settings.of(ServerSettings.SECTION).auth())
            .isEqualTo(new ServerSettings.Auth(true, List.of("abc", "def"), List.of(new DeviceId("11:22:33:aa:bb:cc"))));
        assertThat(settings.of(ServerSettings.SECTION).auth().toString()).doesNotContain("abc");
        assertThat(settings.of(RecognizerSettings.SELECTED)).isEqualTo(RECOGNIZER);
        assertThat(settings.of(VoiceSettings.SELECTED)).isEqualTo(VOICE);
        assertThat(settings.of(SessionSettings.HELLO).path("version").asInt()).isEqualTo(1);
        assertThat(settings.of(ListeningSettings.SECTION).wakeupWords()).containsExactly("你好小智", "小智");
        assertThat(problems.raised).filteredOn(p -> p.code() == ProblemCode.PROVIDER_UNKNOWN).extracting(Problem::args)
            .containsExactly(List.of("ASR", "FunASR", "sphinx4"));
        assertThat(problems.codes()).doesNotContain(ProblemCode.SETTING_UNKNOWN);
        assertThat(problems.raised).filteredOn(p -> p.code() == ProblemCode.SETTING_FOREIGN).singleElement()
            .satisfies(p -> assertThat(p.args().get(1)).isEqualTo("server.vision_explain"));
        assertThat(EngineSettings.CATALOG.foreign("server.vision_explain")).hasValueSatisfying(meaning -> {
            assertThat(meaning.text(Locale.ENGLISH)).contains("camera");
            assertThat(meaning.text(Locale.SIMPLIFIED_CHINESE)).contains("摄像头");
        });
        assertThat(configuration.apply(Map.of("close_connection_no_voice_time", 90))).isInstanceOf(ApplyResult.Done.class);
        assertThat(given).hasContent(text);
    }

    @Test
    void anAliasOfTheEmbeddedRecognizerIsNoProblem() throws IOException {
        write(Configuration.HOME_FILE, "selected_module: {ASR: Mine, LLM: Mine}\nASR: {Mine: {type: Sphinx4}}\nLLM: {Mine: {type: scripted}}\n");
        Settings settings = new Configuration(EngineSettings.CATALOG, home, Optional.empty(), Map.of(), problems, time).settings().get();
        assertThat(settings.of(ModelSettings.SECTION).builtIn()).isEqualTo(BuiltInAssistant.SCRIPTED);
        assertThat(problems.codes()).doesNotContain(ProblemCode.PROVIDER_UNKNOWN);
    }

    @Test
    void readsTheLanguageModelsAsTheyAreWrittenWhateverTheirProvider() throws IOException {
        write(Configuration.HOME_FILE, """
            selected_module: {LLM: big}
            LLM:
              big: {type: openai, api_key: sk-quite-secret, temperature: 0.5, weird: [1]}
              other: {type: no-such-thing}
              broken: 7
            llm_by_mode:
              default: big
              Meeting: {alias: big, overrides: {temperature: 0.2}}
              coding:
            prompt: You are brief.
            """);
        Settings settings = new Configuration(EngineSettings.CATALOG, home, Optional.empty(), Map.of(), problems, time).settings().get();
        ModelSettings models = settings.of(ModelSettings.SECTION);
        assertThat(models.providers()).containsOnlyKeys("big", "other");
        assertThat(models.providers().get("big").path("weird").path(0).asInt()).isEqualTo(1);
        assertThat(models.selected()).contains("big");
        assertThat(models.byPurpose()).containsOnlyKeys("default", "meeting");
        assertThat(models.byPurpose().get("meeting").path("overrides").path("temperature").asDouble()).isEqualTo(0.2);
        assertThat(settings.of(ConversationSettings.SECTION).persona()).contains("You are brief.");
        assertThat(settings.toString()).doesNotContain("sk-quite-secret");
        assertThat(problems.codes()).doesNotContain(ProblemCode.SETTING_UNKNOWN);
    }

    @Test
    void keysOfAModelAreJudgedAndSavedAndOthersOfItsProviderAreKept() throws IOException {
        Configuration configuration = new Configuration(EngineSettings.CATALOG, home, Optional.empty(), Map.of(), problems, time);
        assertThat(configuration.apply(Map.of("LLM.big.type", "openai", "LLM.big.top_k", 40, "llm_by_mode.coding", Map.of("alias", "big", "temperature", 0.1))))
            .isInstanceOf(ApplyResult.Done.class);
        assertThat(configuration.settings().get().of(ModelSettings.SECTION).providers().get("big").path("top_k").asInt()).isEqualTo(40);
        assertThat(configuration.settings().get().of(ModelSettings.SECTION).byPurpose()).containsOnlyKeys("coding");
        assertThat(EngineSettings.CATALOG.validate("LLM.big.temperature", "warm")).isInstanceOf(ValidationResult.Refused.class);
        assertThat(EngineSettings.CATALOG.validate("llm_by_mode.coding", " ")).isEqualTo(ValidationResult.refused("mapping"));
        assertThat(configuration.apply(Map.of("LLM.big", new SettingRemoval(), "llm_by_mode.coding", new SettingRemoval())))
            .isInstanceOf(ApplyResult.Done.class);
        assertThat(configuration.settings().get().of(ModelSettings.SECTION)).isEqualTo(ModelSettings.NONE);
    }

    @Test
    void aProblemIsResolvedWhenTheFileIsSetRight() throws IOException {
        write(Configuration.HOME_FILE, "server: {port: sixty}\n");
        Configuration configuration = new Configuration(EngineSettings.CATALOG, home, Optional.empty(), Map.of(), problems, time);
        assertThat(problems.raised.getFirst().args()).containsExactly("server.port", "sixty", "8000");
        write(Configuration.HOME_FILE, "server: {port: 60}\n");
        configuration.reload();
        assertThat(problems.resolved).containsExactly(new ProblemSubject.Setting("server.port"));
    }

    @Test
    void savesToTheHomeInOneStepAndKeepsCommentsAndKeysItDoesNotKnow() throws IOException {
        write(Configuration.HOME_FILE, "# mine\nserver:\n  port: 8010 # not 8000\nweather: {city: 北京}\ngrace_seconds: 20\n");
        Configuration configuration = new Configuration(EngineSettings.CATALOG, home, Optional.empty(), Map.of(), problems, time);
        assertThat(configuration.apply(Map.of("close_connection_no_voice_time", "90")))
            .isEqualTo(new ApplyResult.Done(List.of("close_connection_no_voice_time"), List.of()));
        assertThat(configuration.apply(Map.of("grace_seconds", new SettingRemoval()))).isInstanceOf(ApplyResult.Done.class);
        assertThat(configuration.apply(Map.of("server.port", 8011))).isInstanceOf(ApplyResult.Done.class);
        assertThat(configuration.settings().get().of(IdleSettings.SECTION).noSpeechLimit()).hasSeconds(90);
        assertThat(configuration.settings().get().of(IdleSettings.SECTION).grace()).hasSeconds(15);
        String text = Files.readString(home.resolve(Configuration.HOME_FILE));
        assertThat(text).contains("# mine", "port: 8011", "# not 8000", "北京", "close_connection_no_voice_time: 90").doesNotContain("grace_seconds");
        try (var files = Files.list(home)) {
            assertThat(files).containsExactly(home.resolve(Configuration.HOME_FILE));
        }
        assertThat(new Configuration(EngineSettings.CATALOG, home, Optional.empty(), Map.of(), problems, time).settings().get())
            .isEqualTo(configuration.settings().get());
    }

    @Test
    void aValueThatIsNoGoodChangesNothingAndSaysWhatIsAccepted() {
        Configuration configuration = new Configuration(EngineSettings.CATALOG, home, Optional.empty(), Map.of(), problems, time);
        assertThat(configuration.apply(Map.of("grace_seconds", 31, "close_connection_no_voice_time", 90)))
            .isInstanceOfSatisfying(ApplyResult.Refused.class, refused -> {
                assertThat(refused.why()).containsOnlyKeys("grace_seconds");
                assertThat(refused.why().get("grace_seconds").text(Locale.ENGLISH)).isEqualTo("A whole number from 5 to 30.");
                assertThat(refused.why().get("grace_seconds").text(Locale.SIMPLIFIED_CHINESE)).isEqualTo("5 到 30 之间的整数。");
            });
        assertThat(EngineSettings.CATALOG.validate("no.such", 1)).isInstanceOf(ValidationResult.Refused.class);
        assertThat(EngineSettings.CATALOG.validate("assistant", " Echo ")).isEqualTo(new ValidationResult.Ok("echo"));
        assertThat(configuration.settings().get()).isEqualTo(Settings.defaults());
        assertThat(home.resolve(Configuration.HOME_FILE)).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "''|2", "meeting: {threadpool_max_workers: 5}|5", "meeting: {threadpool_max_workers: 1}|1",
        "meeting: {threadpool_max_workers: 0}|2",
        "meeting: {threadpool_max_workers: -3}|2", "meeting: {threadpool_max_workers: abc}|2", "meeting: {threadpool_max_workers: null}|2",
        "meeting: {threadpool_max_workers: [3]}|2", "meeting: {threadpool_max_workers: '4'}|4", "meeting: 7|2", "meeting: [1, 2]|2", "meeting: text|2"})
    @DisplayName("rows 4, 27: the workers of a connection are two where the setting is missing or no good, a meeting section that is no object included")
    void readsTheWorkersOfAConnection(String written, int workers) throws IOException {
        write(Configuration.HOME_FILE, written + "\n");
        assertThat(new Configuration(EngineSettings.CATALOG, home, Optional.empty(), Map.of(), problems, time).settings().get().of(SessionSettings.WORKERS))
            .isEqualTo(workers);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"''|false|true", "selected_module: {Memory: nomem}|false|true", "selected_module: {Memory: mem_local_short}|true|true",
        "{selected_module: {Memory: mine}, Memory: {mine: {type: mem_local_short}}}|true|true", "selected_module: {Memory: mem0ai}|false|false"})
    void readsWhetherConversationsAreRemembered(String written, boolean kept, boolean known) throws IOException {
        write(Configuration.HOME_FILE, written + "\n");
        assertThat(new Configuration(EngineSettings.CATALOG, home, Optional.empty(), Map.of("summaryMemory", "likes tea"), problems, time).settings().get()
            .of(MemorySettings.SECTION))
            .isEqualTo(new MemorySettings(kept, Optional.of("likes tea")));
        assertThat(problems.codes()).isEqualTo(known ? List.of() : List.of(ProblemCode.PROVIDER_UNKNOWN));
    }

    @Test
    void saysWhenTheCommandLineCoversWhatWasSaved() {
        Configuration configuration = new Configuration(EngineSettings.CATALOG, home, Optional.empty(), Map.of("close_connection_no_voice_time", 300), problems,
            time);
        assertThat(configuration.overriddenByCommandLine("close_connection_no_voice_time")).isTrue();
        assertThat(configuration.apply(Map.of("close_connection_no_voice_time", 90)))
            .isEqualTo(new ApplyResult.Done(List.of(), List.of("close_connection_no_voice_time")));
        assertThat(configuration.settings().get().of(IdleSettings.SECTION).noSpeechLimit()).hasSeconds(300);
    }

    @Test
    void editsLieOverTheGivenFileOnlyWhileItIsGivenAndNeverTouchIt() throws IOException {
        String text = "grace_seconds: 20\nLLM:\n  big: {type: openai, api_key: sk-theirs-in-the-file}\n";
        Path given = write("given.yaml", text);
        String below = "grace_seconds: 25\nlisten_timeout_ms: 5000\n";
        write(Configuration.HOME_FILE, below);
        Configuration configuration = new Configuration(EngineSettings.CATALOG, home, Optional.of(given), Map.of(), problems, time);
        assertThat(configuration.layer("grace_seconds")).isEqualTo(SettingsLayer.GIVEN);
        assertThat(configuration.layer("listen_timeout_ms")).isEqualTo(SettingsLayer.HOME);
        assertThat(configuration.apply(Map.of("grace_seconds", 10, "LLM.big.api_key", "sk-mine-in-the-console"))).isInstanceOf(ApplyResult.Done.class);
        assertThat(configuration.settings().get().of(IdleSettings.SECTION).grace()).hasSeconds(10);
        assertThat(configuration.layer("grace_seconds")).isEqualTo(SettingsLayer.CONSOLE);
        assertThat(configuration.written(SettingsLayer.GIVEN, "grace_seconds")).contains(20);
        assertThat(configuration.settings().get().of(ModelSettings.SECTION).providers().get("big").path("api_key").asText())
            .isEqualTo("sk-mine-in-the-console");
        assertThat(configuration.apply(Map.of("LLM.big", new SettingRemoval(), "grace_seconds", new SettingRemoval()))).isInstanceOf(ApplyResult.Done.class);
        assertThat(configuration.settings().get().of(ModelSettings.SECTION).providers()).isEmpty();
        assertThat(configuration.settings().get().of(IdleSettings.SECTION).grace()).as("taken out, the file that is given cannot bring it back").hasSeconds(15);
        assertThat(given).hasContent(text);
        assertThat(home.resolve(Configuration.HOME_FILE)).hasContent(below);
        assertThat(
            new Configuration(EngineSettings.CATALOG, home, Optional.empty(), Map.of(), problems, time).settings().get().of(IdleSettings.SECTION).grace())
            .hasSeconds(25);
        Path other = write("other.yaml", "grace_seconds: 21\n");
        assertThat(
            new Configuration(EngineSettings.CATALOG, home, Optional.of(other), Map.of(), problems, time).settings().get().of(IdleSettings.SECTION).grace())
            .hasSeconds(21);
    }

    @Test
    void aHomeThatCannotBeWrittenIsAProblemAndNothingChanges() throws IOException {
        Path file = write("file", "");
        Configuration configuration = new Configuration(EngineSettings.CATALOG, file, Optional.empty(), Map.of(), problems, time);
        assertThat(configuration.apply(Map.of("grace_seconds", 20))).isInstanceOfSatisfying(ApplyResult.Failed.class,
            failed -> assertThat(failed.problem().code()).isEqualTo(ProblemCode.HOME_UNUSABLE));
        assertThat(configuration.settings().get().of(IdleSettings.SECTION).grace()).hasSeconds(15);
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(home.resolve(name), text);
    }

    private static final class ProblemsFake implements ProblemSink {
        final List<Problem> raised = new ArrayList<>();
        final List<ProblemSubject> resolved = new ArrayList<>();

        @Override
        public void raise(Problem problem) {
            raised.add(problem);
        }

        @Override
        public void resolve(ProblemCode code, ProblemSubject subject) {
            resolved.add(subject);
        }

        List<ProblemCode> codes() {
            return raised.stream().map(Problem::code).toList();
        }
    }
}
