package earshot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;

import earshot.conversation.ConversationSettings;
import earshot.engine.SettingsFinding.Effect;
import earshot.engine.SettingsFinding.Remedy;
import earshot.problem.ProblemException;
import earshot.remote.ProviderKind;
import earshot.store.HomeDirectory;
import earshot.time.TimeFake;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsCheckTest {
    @TempDir
    Path directory;

    @Test
    void aTemplateWithoutItsKeyNamesWhatStandsInAndWhatToDo() {
        SettingsReport report = check("""
            selected_module: {VAD: SileroVAD, ASR: FunASR, LLM: ChatGLMLLM, TTS: CosyVoiceTTS, Memory: nomem, Intent: function_call}
            ASR: {FunASR: {type: fun_local}}
            LLM:
              ChatGLMLLM: {type: openai, model_name: glm-4-flash, url: "https://open.bigmodel.cn/api/paas/v4/", api_key: 你的chat-glm web key}
            TTS: {CosyVoiceTTS: {type: cosyvoice}}
            """);
        assertThat(report.holds()).isFalse();
        assertThat(report.failing()).extracting(SettingsFinding::key).containsExactly("selected_module.LLM", "selected_module.ASR", "selected_module.TTS");
        // the detector that stands in finds speech in every language
        assertThat(finding(report, "selected_module.VAD").effect()).isEqualTo(Effect.REPLACED);
        SettingsFinding model = finding(report, "selected_module.LLM");
        assertThat(model.effect()).isEqualTo(Effect.TO_FILL);
        assertThat(model.line()).isEqualTo(1);
        assertThat(model.remedies()).contains(new Remedy.Fill("LLM.ChatGLMLLM.api_key"));
        assertThat(model.text().in(Locale.ENGLISH)).contains("api_key of ChatGLMLLM").contains("Echo");
        SettingsFinding voice = finding(report, "selected_module.TTS");
        assertThat(voice.text().in(Locale.ENGLISH)).contains("FreeTTS").contains("English only");
        assertThat(voice.remedies()).contains(new Remedy.Add(ProviderKind.TTS), new Remedy.Choose("selected_module.TTS", "freetts"));
        assertThat(finding(report, "LLM.ChatGLMLLM").line()).isEqualTo(4);
    }

    @Test
    void aKeyThatTheCommandLineDecidesIsToldWithWhatHolds() throws IOException {
        Path file = Files.writeString(directory.resolve("given.yaml"), "server: {port: 8202, http_port: 8203}\n");
        SettingsReport report = SettingsCheck
            .run(new EngineOptions(new HomeDirectory(directory.resolve("home")), Optional.of(file), Map.of("server.port", 8204), new TimeFake()));
        assertThat(finding(report, "server.port").effect()).isEqualTo(Effect.OVERRIDDEN);
        assertThat(finding(report, "server.port").text().in(Locale.ENGLISH)).contains("8204");
        assertThat(finding(report, "server.http_port").effect()).isEqualTo(Effect.USED);
    }

    @Test
    void aKeyThatNoHeaderCarriesIsToFill() {
        SettingsReport report = check("""
            selected_module: {TTS: Mine}
            TTS: {Mine: {type: openai, api_url: "https://voices.example/v1/audio/speech", voice: y, api_key: sk-秘密的钥匙}}
            """);
        assertThat(report.holds()).isFalse();
        assertThat(finding(report, "selected_module.TTS").effect()).isEqualTo(Effect.TO_FILL);
        assertThat(finding(report, "selected_module.TTS").remedies()).containsExactly(new Remedy.Fill("TTS.Mine.api_key"));
        assertThat(finding(report, "TTS.Mine").text().in(Locale.ENGLISH)).contains("cannot be sent");
    }

    @Test
    void aVoiceOfAServiceByItsOwnTypeIsUsedAndItsKeyNamedWhereItIsMissing() {
        SettingsReport report = check("""
            selected_module: {TTS: DoubaoTTS}
            TTS:
              DoubaoTTS: {type: doubao, api_url: "https://openspeech.bytedance.com/api/v1/tts", voice: BV001_streaming, output_dir: tmp/, authorization: "Bearer;",
                appid: 6895000000, access_token: doubao-4711-secret, cluster: volcano_tts, speed_ratio: 1.0, volume_ratio: 1.0, pitch_ratio: 1.0}
              MinimaxTTS: {type: minimax, output_dir: tmp/, group_id: 你的minimax平台groupID, api_key: eyJ-4711, model: speech-01-turbo}
              CosyVoiceSiliconflow: {type: siliconflow, voice: "FunAudioLLM/CosyVoice2-0.5B:alex", access_token: 你的硅基流动API密钥, response_format: wav}
              Mine: {type: elevenlabs, voice_id: rachel}
              Fish: {type: fishspeech, api_key: 你的api_key, api_url: "http://127.0.0.1:8080/v1/tts"}
            """);
        assertThat(finding(report, "selected_module.TTS")).matches(chosen -> chosen.effect() == Effect.USED && chosen.line() == 1);
        assertThat(finding(report, "TTS.DoubaoTTS").text().id()).isEqualTo("check.entry.used");
        assertThat(finding(report, "TTS.MinimaxTTS").remedies()).containsExactly(new Remedy.Fill("TTS.MinimaxTTS.group_id"));
        assertThat(finding(report, "TTS.CosyVoiceSiliconflow").remedies()).containsExactly(new Remedy.Fill("TTS.CosyVoiceSiliconflow.access_token"));
        assertThat(finding(report, "TTS.Mine").remedies()).containsExactly(new Remedy.Fill("TTS.Mine.api_key"));
        assertThat(finding(report, "TTS.Fish").effect()).isEqualTo(Effect.KEPT);
        assertThat(report.toString()).doesNotContain("doubao-4711-secret");
        SettingsReport missing = check("selected_module: {TTS: LinkeraiTTS}\nTTS: {LinkeraiTTS: {voice: OUeAo1mhq6IBExi}}");
        assertThat(finding(missing, "selected_module.TTS").effect()).isEqualTo(Effect.TO_FILL);
        assertThat(finding(missing, "selected_module.TTS").remedies()).containsExactly(new Remedy.Fill("TTS.LinkeraiTTS.access_token"));
        SettingsReport fish = check("selected_module: {TTS: F}\nTTS: {F: {type: fishspeech, reference_audio: [a.wav], prosody: [hi], pause: 2, top_p: 0.7}}");
        assertThat(finding(fish, "TTS.F").text().in(Locale.ENGLISH)).contains("prosody, pause").doesNotContain("top_p", "reference_audio");
        SettingsReport sovits = check("""
            selected_module: {TTS: GPT_SOVITS_V2}
            TTS: {GPT_SOVITS_V2: {type: gpt_sovits_v2, url: "http://127.0.0.1:9880/tts", text_lang: auto, ref_audio_path: demo.wav, prompt_text: "你的声音", prompt_lang: zh,
              top_k: 5, top_p: 1, temperature: 1, text_split_method: cut0, batch_size: 1, batch_threshold: 0.75, split_bucket: true, return_fragment: false,
              speed_factor: 1.0, streaming_mode: false, seed: -1, parallel_infer: true, repetition_penalty: 1.35, aux_ref_audio_paths: [a.wav]}}
            """);
        assertThat(finding(sovits, "TTS.GPT_SOVITS_V2").text().id()).isEqualTo("check.entry.used");
        assertThat(finding(sovits, "selected_module.TTS").effect()).isEqualTo(Effect.USED);
    }

    @Test
    void aRecognizerOfACloudIsUsedAndEachOfItsKeysNamedWhereItIsMissing() {
        SettingsReport report = check("""
            selected_module: {ASR: TencentASR}
            ASR:
              TencentASR: {type: tencent, appid: 你的腾讯语音合成服务appid, secret_id: AKID-4711-id, secret_key: Gu5t-4711-key, output_dir: tmp/}
              Half: {type: tencent, secret_id: 你的腾讯语音合成服务secret_id, secret_key: Gu5t-4711-key}
              Wrong: {type: tencent, secret_id: AKID 4711, secret_key: Gu5t-4711-key}
              AliyunASR: {type: aliyun, appkey: app-4711, token: 54f0e2d4b8, access_key_id: 你的阿里云账号access_key_id, access_key_secret: 你的阿里云账号access_key_secret, output_dir: tmp/}
              ByKeys: {type: aliyun, appkey: 你的阿里云智能语音交互服务项目Appkey, token: 你的阿里云智能语音交互服务AccessToken, access_key_id: LTAI4711, access_key_secret: MrNV4711}
              DoubaoStreamASR: {type: doubao_stream, access_token: doubao-4711}
              DoubaoASR: {type: doubao, appid: 你的火山引擎语音合成服务appid, access_token: doubao-4711}
              XunfeiStreamASR: {type: xunfei_stream, app_id: 5f4e3d2c, api_key: xf-4711, api_secret: 你的APISecret}
              BaiduASR: {type: baidu, app_id: 你的百度语音技术AppID, api_key: baidu-4711}
              Qwen3ASRFlash: {type: qwen3_asr_flash, api_key: 你的key, base_url: "https://dashscope.aliyuncs.com/compatible-mode/v1", model_name: qwen3-asr-flash}
            """);
        assertThat(finding(report, "selected_module.ASR")).matches(chosen -> chosen.effect() == Effect.USED && chosen.line() == 1);
        assertThat(finding(report, "ASR.TencentASR").text().id()).isEqualTo("check.entry.used");
        assertThat(finding(report, "ASR.Half").remedies()).containsExactly(new Remedy.Fill("ASR.Half.secret_id"));
        assertThat(finding(report, "ASR.Wrong").remedies()).containsExactly(new Remedy.Fill("ASR.Wrong.secret_id"));
        assertThat(finding(report, "ASR.AliyunASR").effect()).isEqualTo(Effect.KEPT);
        assertThat(finding(report, "ASR.ByKeys").remedies()).containsExactly(new Remedy.Fill("ASR.ByKeys.appkey"));
        assertThat(finding(report, "ASR.DoubaoStreamASR").remedies()).containsExactly(new Remedy.Fill("ASR.DoubaoStreamASR.appid"));
        assertThat(finding(report, "ASR.DoubaoASR").remedies()).containsExactly(new Remedy.Fill("ASR.DoubaoASR.appid"));
        assertThat(finding(report, "ASR.XunfeiStreamASR").remedies()).containsExactly(new Remedy.Fill("ASR.XunfeiStreamASR.api_secret"));
        assertThat(finding(report, "ASR.BaiduASR").remedies()).containsExactly(new Remedy.Fill("ASR.BaiduASR.secret_key"));
        assertThat(finding(report, "ASR.Qwen3ASRFlash").remedies()).containsExactly(new Remedy.Fill("ASR.Qwen3ASRFlash.api_key"));
        assertThat(report.toString()).doesNotContain("Gu5t-4711-key", "AKID-4711-id", "54f0e2d4b8");
        SettingsReport stream = check("selected_module: {ASR: AliyunBLStreamASR, TTS: AliBLTTS}\nASR: {AliyunBLStreamASR: {api_key: sk-4711}}\nTTS: {AliBLTTS: {api_key: sk-4711}}");
        assertThat(finding(stream, "selected_module.ASR").effect()).isEqualTo(Effect.USED);
        assertThat(finding(stream, "selected_module.TTS").effect()).isEqualTo(Effect.USED);
        SettingsReport bare = check("selected_module: {ASR: TencentASR}\nASR: {TencentASR: {secret_id: AKID-4711-id}}");
        assertThat(finding(bare, "selected_module.ASR").effect()).isEqualTo(Effect.TO_FILL);
        assertThat(finding(bare, "selected_module.ASR").remedies()).containsExactly(new Remedy.Fill("ASR.TencentASR.secret_key"));
    }

    /// Fields of one service mean something else to another one.
    @Test
    void theFieldsOfACloudsVoiceAreItsOwn() {
        SettingsReport report = check("""
            selected_module: {TTS: XunFeiTTS}
            TTS:
              XunFeiTTS: {type: xunfei_stream, api_url: "wss://cbm01.cn-huabei-1.xf-yun.com/v1/private/mcd9m97e6", app_id: 5f4e3d2c, api_secret: xf-4711, api_key: xf-4712,
                voice: x5_lingxiaoxuan_flow, output_dir: tmp/, oral_level: mid, spark_assist: 1, stop_split: 0, remain: 0, format: raw, volume: 50, speed: 50, pitch: 50}
            """);
        assertThat(finding(report, "TTS.XunFeiTTS").text().id()).as(report.toString()).isEqualTo("check.entry.used");
        assertThat(finding(report, "selected_module.TTS").effect()).isEqualTo(Effect.USED);
        assertThat(report.toString()).doesNotContain("xf-4711", "xf-4712");
        SettingsReport huoshan = check("""
            selected_module: {TTS: HuoshanDoubleStreamTTS}
            TTS:
              HuoshanDoubleStreamTTS: {type: huoshan_double_stream, ws_url: "wss://openspeech.bytedance.com/api/v3/tts/bidirection", appid: 6895000000,
                access_token: volc-4711, resource_id: volc.service_type.10029, speaker: zh_female_wanwanxiaohe_moon_bigtts, enable_ws_reuse: True,
                audio_params: {speech_rate: 0, loudness_rate: 0}, additions: {post_process: {pitch: 0}}}
            """);
        assertThat(finding(huoshan, "TTS.HuoshanDoubleStreamTTS").text().in(Locale.ENGLISH)).contains("enable_ws_reuse").doesNotContain("audio_params");
    }

    /// As the server in Go has it.
    @Test
    void aSectionThatChoosesItsProviderItselfHolds() {
        SettingsReport report = check("""
            auth: {enable: true}
            system_prompt: You are a friendly parrot.
            websocket: {host: 127.0.0.1, port: 8989}
            mqtt: {broker: 127.0.0.1, password: seeded}
            vad: {provider: ten_vad}
            asr: {provider: funasr, funasr: {host: 127.0.0.1, port: "10096", mode: offline}}
            tts: {provider: openai, openai: {api_url: "http://127.0.0.1:9/v1/audio/speech", voice: a, api_key: k}}
            llm:
              provider: qwen_72b
              qwen_72b: {type: openai, model_name: q, base_url: "http://127.0.0.1:9/v1", api_key: k}
              other: {type: openai, model_name: o, base_url: "http://127.0.0.1:9/v1", api_key: api_key}
            """);
        assertThat(report.failing()).isEmpty();
        assertThat(finding(report, "llm")).matches(finding -> finding.effect() == Effect.USED && finding.line() == 9);
        assertThat(finding(report, "llm").text().in(Locale.ENGLISH)).contains("LLM", "qwen_72b");
        assertThat(finding(report, "selected_module.LLM").text().in(Locale.ENGLISH)).isEqualTo("qwen_72b (q) answers.");
        assertThat(finding(report, "vad").effect()).isEqualTo(Effect.REPLACED);
        assertThat(finding(report, "mqtt.broker").text().in(Locale.ENGLISH)).contains("WebSocket only");
        assertThat(report.findings().toString()).doesNotContain("seeded");
    }

    @Test
    void aKeyInOtherCapitalsIsToldTheRightOne() {
        SettingsReport report = check("Server: {port: 8200}\nPrompt: hi\n");
        assertThat(finding(report, "Server.port").text().in(Locale.ENGLISH)).contains("server.port");
        assertThat(finding(report, "Prompt").text().in(Locale.ENGLISH)).contains("the key is prompt");
        assertThat(report.failing()).extracting(SettingsFinding::key).containsExactly("Server.port");
    }

    @Test
    void anEndpointForToolsThatIsEarshotItselfIsTold() {
        SettingsReport report = check("server: {port: 8201}\nmcp_endpoint: ws://127.0.0.1:8201/mcp\n");
        assertThat(finding(report, "mcp_endpoint").text().id()).isEqualTo("check.hint.own");
        assertThat(finding(report, "mcp_endpoint").effect()).isEqualTo(Effect.TO_FILL);
    }

    @Test
    void whatOnlyTheBaseFileSaysHasNoLine() {
        SettingsReport report = check("LLM: {ChatGLMLLM: {api_key: abc.def}}");
        assertThat(finding(report, "selected_module.LLM").effect()).isEqualTo(Effect.USED);
        assertThat(finding(report, "selected_module.LLM").text().in(Locale.ENGLISH)).contains("ChatGLMLLM (glm-4-flash)");
        assertThat(report.failing()).extracting(SettingsFinding::key).containsExactly("selected_module.ASR");
        assertThat(report.failing()).extracting(SettingsFinding::line).containsOnly(0);
    }

    @Test
    void aFileOfAManagementConsoleSaysSoInOneSentence() {
        SettingsReport report = check("server: {ip: 0.0.0.0, port: 8000}\nmanager-api: {url: 'http://console:8002/xiaozhi', secret: s}");
        assertThat(report.failing()).singleElement().satisfies(finding -> {
            assertThat(finding.key()).isEqualTo("manager-api.url");
            assertThat(finding.line()).isEqualTo(2);
            assertThat(finding.text().in(Locale.ENGLISH)).contains("management console");
            assertThat(finding.remedies().getFirst()).isEqualTo(new Remedy.Add(ProviderKind.LLM));
        });
    }

    @Test
    void aFileThatHoldsPasses() {
        SettingsReport report = check("""
            selected_module: {LLM: big, ASR: mine, TTS: loud}
            LLM: {big: {type: openai, base_url: "http://127.0.0.1:9/v1", model_name: big}, small: {type: openai, base_url: "http://127.0.0.1:9/v1", model_name: small}}
            ASR: {mine: {type: fun_server, host: 127.0.0.1}}
            TTS: {loud: {type: openai, base_url: "http://127.0.0.1:9/v1", voice: a}}
            server: {port: 9000, auth: {enabled: true, tokens: [t]}}
            prompt: short answers
            nonsense: 1
            """);
        assertThat(report.holds()).isTrue();
        assertThat(finding(report, "LLM.small")).satisfies(small -> {
            assertThat(small.effect()).isEqualTo(Effect.KEPT);
            assertThat(small.remedies()).containsExactly(new Remedy.Choose("selected_module.LLM", "small"));
        });
        assertThat(finding(report, "server.port").effect()).isEqualTo(Effect.USED);
        assertThat(finding(report, "prompt").effect()).isEqualTo(Effect.USED);
        assertThat(finding(report, "nonsense").effect()).isEqualTo(Effect.UNUSED);
        assertThat(finding(report, "nonsense").line()).isEqualTo(7);
    }

    @Test
    void aModelOfWhisperThatIsNotHereYetIsNamed() throws IOException {
        String chosen = "selected_module: {ASR: whisper}\nASR: {whisper: {type: whisper, model: small}}";
        SettingsFinding absent = finding(check(chosen), "selected_module.ASR");
        assertThat(absent.effect()).isEqualTo(Effect.TO_FILL);
        assertThat(absent.text().in(Locale.ENGLISH)).contains("Whisper model small is not on this computer yet");
        Path models = Files.createDirectories(directory.resolve("home/models/whisper"));
        Files.createFile(models.resolve("ggml-small.bin"));
        assertThat(finding(check(chosen), "selected_module.ASR").effect()).isEqualTo(Effect.USED);
    }

    @Test
    void anIntentOfAnOldTemplateIsWhatItsNameSays() {
        String file = "{LLM: {big: {type: openai, base_url: 'http://127.0.0.1:9/v1', model_name: big}}, selected_module: {LLM: big, Intent: %s}, "
            + "Intent: {%s: {type: nointent}, other: {type: nointent}}}";
        SettingsFinding type = finding(check(file.formatted("function_call", "function_call")), "Intent.function_call.type");
        assertThat(type.effect()).isEqualTo(Effect.REPLACED);
        assertThat(type.text().in(Locale.ENGLISH)).endsWith("its name says what it is, function_call.");
        assertThat(finding(check(file.formatted("mine", "mine")), "Intent.mine.type").effect()).isEqualTo(Effect.USED);
        assertThat(ConversationSettings.namedByAlias("intent_llm", "nointent")).isTrue();
        assertThat(List.of(ConversationSettings.namedByAlias("nointent", "nointent"), ConversationSettings.namedByAlias("nointent", "function_call"),
            ConversationSettings.namedByAlias("mine", "nointent"))).containsOnly(false);
    }

    @Test
    void keysOfAnotherServerHoldWhereTheyMeanTheSame() {
        SettingsReport report = check("""
            selected_module: {LLM: big, VAD: SileroVAD, Intent: intent_llm, Memory: mem_local_short}
            VAD: {SileroVAD: {type: silero, min_silence_duration_ms: 1000}, Other: {min_silence_duration_ms: 900}}
            Intent: {intent_llm: {type: intent_llm, llm: small}}
            Memory: {mem_local_short: {type: mem_local_short, llm: gone}}
            LLM: {big: {type: openai, base_url: "http://127.0.0.1:9/v1", model_name: big}, small: {type: openai, base_url: "http://127.0.0.1:9/v1", model_name: small}}
            """);
        assertThat(finding(report, "VAD.SileroVAD.min_silence_duration_ms").text().in(Locale.ENGLISH)).contains("vad.min_silence_ms", "1000");
        assertThat(finding(report, "VAD.Other.min_silence_duration_ms").effect()).isEqualTo(Effect.KEPT);
        assertThat(finding(report, "Intent.intent_llm.llm").text().in(Locale.ENGLISH)).isEqualTo("small answers.");
        assertThat(finding(report, "Memory.mem_local_short.llm")).satisfies(memory -> {
            assertThat(memory.fails()).isTrue();
            assertThat(memory.text().in(Locale.ENGLISH)).contains("big");
        });
        assertThat(finding(check("selected_module: {VAD: SileroVAD}\nVAD: {SileroVAD: {type: silero, min_silence_duration_ms: 200}}"),
            "VAD.SileroVAD.min_silence_duration_ms").effect()).isEqualTo(Effect.REPLACED);
    }

    @Test
    void aRecogniserOrVoiceWithoutItsKeyIsNotCalledTheOneInside() {
        SettingsReport report = check("""
            selected_module: {ASR: GroqASR, TTS: loud}
            ASR: {GroqASR: {type: openai, api_key: __GROQ_API_KEY__, base_url: "https://api.groq.com/openai/v1/audio/transcriptions"}}
            TTS: {loud: {type: openai, api_key: 你的key, base_url: "https://voices.example/v1"}}
            """);
        for (String kind : List.of("ASR", "TTS")) {
            SettingsFinding chosen = finding(report, "selected_module." + kind);
            assertThat(chosen.effect()).isEqualTo(Effect.TO_FILL);
            assertThat(chosen.fails()).isTrue();
            assertThat(chosen.text().in(Locale.ENGLISH)).contains("api_key of " + chosen.written()).contains("instead");
            assertThat(finding(report, kind + "." + chosen.written()).effect()).isEqualTo(Effect.TO_FILL);
        }
    }

    @Test
    void aNumberThatIsLeftToTheEnvironmentIsAPlaceholder() {
        SettingsReport report = check("server: {port: '${EARSHOT_NO_SUCH_PORT}'}\nserver_name: ${EARSHOT_NO_SUCH_NAME}");
        assertThat(finding(report, "server.port").effect()).isEqualTo(Effect.TO_FILL);
        assertThat(report.holds()).isFalse();
    }

    @Test
    void namesOfSectionsInOtherLettersAreTold() {
        SettingsReport report = check("selected_module: {llm: a}\nllm: {a: {type: openai}, b: {type: openai}}");
        assertThat(finding(report, "selected_module.llm").text().in(Locale.ENGLISH)).contains("selected_module.LLM");
        assertThat(finding(report, "llm").text().in(Locale.ENGLISH)).contains("LLM");
        assertThat(report.holds()).isFalse();
    }

    @Test
    void aNameInPlaceOfASectionIsToldOnce() {
        SettingsReport report = check("TTS: CosyVoiceTTS\nLLM: {ChatGLMLLM: {api_key: abc.def}}");
        assertThat(report.findings()).filteredOn(finding -> finding.key().equals("TTS")).singleElement()
            .satisfies(finding -> assertThat(finding.fails()).isTrue());
        assertThat(check("ASR: fun\n").findings()).filteredOn(finding -> finding.key().equals("ASR")).hasSize(1);
    }

    @Test
    void aTimeoutOfAVoiceThatDoesNotSpeakHasNoEffect() {
        assertThat(
            finding(check("selected_module: {TTS: CosyVoiceTTS}\nTTS: {CosyVoiceTTS: {type: cosyvoice}}\ntts_timeout: 10"), "tts_timeout").effect())
            .isEqualTo(Effect.UNUSED);
        assertThat(
            finding(check("selected_module: {TTS: loud}\nTTS: {loud: {type: openai, base_url: 'http://127.0.0.1:9/v1'}}\ntts_timeout: 10"), "tts_timeout")
                .effect())
            .isEqualTo(Effect.USED);
    }

    @Test
    void aMemoryThatIsNotChosenIsNotInForce() {
        SettingsReport report = check("selected_module: {Memory: mine}\nMemory: {mine: {type: mem_local_short}, other: {type: nomem}, mem0ai: {type: mem0ai}}");
        assertThat(List.of("mine", "other", "mem0ai")).extracting(alias -> finding(report, "Memory." + alias + ".type").effect()).containsExactly(Effect.USED,
            Effect.KEPT, Effect.UNUSED);
    }

    @Test
    void aManagementConsoleIsNamedThoughTheFileChoosesOneOfItsModels() {
        assertThat(check("manager-api: {url: 'http://127.0.0.1:8002/xiaozhi', secret: s}\nselected_module: {LLM: of_the_console}").failing())
            .extracting(SettingsFinding::key).containsExactly("manager-api.url");
    }

    @Test
    void anAddressThatBoardsDoNotFindIsTold() {
        SettingsFinding address = finding(check("server: {websocket: 'ws://mac.local:8000/xiaozhi/v1/'}"), "server.websocket");
        assertThat(address.fails()).isFalse();
        assertThat(address.text().in(Locale.ENGLISH)).contains("mac.local").contains("IP address");
    }

    @Test
    void fieldsOfTheEntryInUseThatNothingReadsAreNamed() {
        SettingsReport report = check("""
            selected_module: {LLM: Ali, TTS: loud}
            LLM: {Ali: {type: openai, base_url: "http://127.0.0.1:9/v1", model_name: m, top_p: 1, enable_thinking: false, apis: [{name: a}]}}
            TTS: {loud: {type: openai, base_url: "http://127.0.0.1:9/v1", voice: a, output_dir: tmp/, cluster: c, http_proxy: "http://127.0.0.1:1"}}
            """);
        assertThat(finding(report, "LLM.Ali").text().in(Locale.ENGLISH)).contains("without enable_thinking, apis:").contains("extra_body");
        assertThat(finding(report, "TTS.loud").text().in(Locale.ENGLISH)).contains("without cluster,").doesNotContain("output_dir", "http_proxy");
    }

    @Test
    void nobodyAsksTheModelOfTheIntentsWhereNoModelAnswers() {
        SettingsReport report = check("""
            selected_module: {LLM: Fast, Intent: intent_llm}
            LLM: {Fast: {type: fastgpt}, Small: {type: openai, base_url: "http://127.0.0.1:9/v1", model_name: m}}
            Intent: {intent_llm: {type: intent_llm, llm: Small}}
            """);
        assertThat(finding(report, "Intent.intent_llm.llm").effect()).isEqualTo(Effect.UNUSED);
        assertThat(finding(report, "LLM.Small").effect()).isEqualTo(Effect.KEPT);
    }

    @Test
    void aDotInANameIsShownAsWritten() {
        assertThat(check("LLM: {GLM-4.5: {type: openai, base_url: 'http://127.0.0.1:9/v1', model_name: m}}").findings()).extracting(SettingsFinding::label)
            .contains("LLM.GLM-4.5");
    }

    @Test
    void aPortThatIsNoneMatters() {
        assertThat(check("server: {port: 99999}").failing()).singleElement().satisfies(port -> {
            assertThat(port.effect()).isEqualTo(Effect.REPLACED);
            assertThat(port.text().in(Locale.ENGLISH)).contains("8000");
        });
    }

    @Test
    void modelsThatNobodyChoseAreToBeChosenWithOneClick() {
        SettingsReport report = check("LLM: {a: {type: openai, base_url: 'http://127.0.0.1:9/v1', model_name: m}, b: {type: dify}}");
        assertThat(report.failing()).singleElement().satisfies(finding -> assertThat(finding.remedies()).contains(new Remedy.Choose("selected_module.LLM", "a"))
            .doesNotContain(new Remedy.Choose("selected_module.LLM", "b")));
        assertThat(finding(report, "LLM.b").text().in(Locale.ENGLISH)).contains("dify");
    }

    @Test
    void entriesOfAListThatDoNotHoldAreNamed() {
        SettingsReport report = check(
            "server: {auth: {enabled: true, tokens: [real-token-1, {token: $EARSHOT_NO_SUCH_TOKEN}, '${EARSHOT_NO_SUCH_TOKEN}', {name: x}, '$2b$10$abcdef'], allowed_devices: ['11:22:33:44:55:66']}}");
        assertThat(finding(report, "server.auth.tokens")).satisfies(tokens -> {
            assertThat(tokens.fails()).isTrue();
            assertThat(tokens.text().args()).containsExactly("2, 3, 4");
        });
        assertThat(finding(report, "server.auth.allowed_devices").effect()).isEqualTo(Effect.USED);
        SettingsFinding unasked = finding(check("server: {auth: {enabled: false, tokens: [{token: your-token1}, {token: other}]}}"), "server.auth.tokens");
        assertThat(unasked.text().id()).isEqualTo("check.auth");
        assertThat(unasked.fails()).isFalse();
        assertThat(finding(check("server: {auth: {tokens: [{token: other}]}}"), "server.auth.tokens").text().id()).isEqualTo("check.auth");
    }

    @Test
    void withoutAStandInNoneIsNamed() {
        SettingsReport report = check("""
            selected_module: {ASR: GroqASR, TTS: loud}
            ASR: {GroqASR: {type: openai, api_key: __GROQ_API_KEY__, base_url: "https://api.groq.example/openai/v1", stand_in: false}}
            TTS: {loud: {type: custom, url: "https://voices.example/v1", headers: {Authorization: Bearer $EARSHOT_NO_SUCH_KEY}, stand_in: no}}
            """);
        assertThat(finding(report, "selected_module.ASR").text().in(Locale.ENGLISH)).contains("api_key of GroqASR", "nothing is heard")
            .doesNotContain("Sphinx4");
        assertThat(finding(report, "selected_module.TTS").text().in(Locale.ENGLISH)).contains("headers.Authorization of loud", "nothing is spoken")
            .doesNotContain("FreeTTS");
        assertThat(finding(report, "TTS.loud").effect()).isEqualTo(Effect.TO_FILL);
    }

    @Test
    void addressesThatLeadNowhereAreToldInWords() {
        SettingsReport report = check("""
            server: {websocket: "ws://0.0.0.0:8000/xiaozhi/v1/", port: 8000, http_port: 8000}
            mcp_endpoint: ws://mcp.local:8004/mcp/?token=abc
            selected_module: {LLM: a, TTS: loud}
            LLM:
              a: {type: ollama, model_name: m, base_url: "http://host.docker.internal:11434"}
              b: {type: openai, model_name: m, base_url: "http://0.0.0.0:1234/v1"}
            TTS:
              loud: {type: openai, base_url: "http://127.0.0.1:8000/v1", voice: a}
            """);
        assertThat(finding(report, "server.websocket").text().id()).isEqualTo("check.hint.boards");
        assertThat(finding(report, "mcp_endpoint").text().id()).isEqualTo("check.hint.multicast");
        assertThat(finding(report, "LLM.a.base_url")).satisfies(address -> {
            assertThat(address.line()).isEqualTo(5);
            assertThat(address.text().in(Locale.ENGLISH)).contains("host.docker.internal", "127.0.0.1");
        });
        assertThat(finding(report, "LLM.b.base_url").text().id()).isEqualTo("check.hint.every_card");
        assertThat(report.failing()).extracting(SettingsFinding::key).containsExactly("TTS.loud.base_url");
    }

    @Test
    void aPersonaNeedsAVoiceAndARecogniserOfItsLanguage() {
        String persona = "prompt: Bạn là Mochi, người bạn AI dễ thương. Trả lời ngắn gọn 2-3 câu.\n";
        SettingsReport report = check(persona);
        assertThat(report.failing()).extracting(SettingsFinding::key).containsExactly("selected_module.LLM", "selected_module.ASR", "selected_module.TTS");
        assertThat(finding(report, "selected_module.ASR").text().in(Locale.ENGLISH)).contains("Vietnamese");
        assertThat(finding(report, "prompt").text().in(Locale.SIMPLIFIED_CHINESE)).contains("越南语");
        assertThat(check("prompt: You are a friendly assistant.\nselected_module: {LLM: echo}").holds()).isTrue();
    }

    @Test
    void fieldsWithValuesThatAreNoneAreNamed() {
        SettingsReport report = check(
            "selected_module: {LLM: a}\nLLM: {a: {type: openai, base_url: 'http://127.0.0.1:9/v1', model_name: m, temperature: 7, max_tokens: many, top_k: 5}}");
        assertThat(finding(report, "LLM.a").text().in(Locale.ENGLISH)).contains("without temperature, max_tokens: not valid", "top_k");
    }

    @Test
    void keysThatOtherServersReadAreReadHere() {
        SettingsReport report = check(
            "selected_module: {LLM: a}\nLLM: {a: {type: openai, base_url: 'http://127.0.0.1:9/v1', model_name: m}}\ntool_call_timeout: 300\n"
                + "enable_stop_tts_notify: true\nstop_tts_notify_voice: config/assets/none.mp3\nsystem_error_response: 稍等\nlanguage: zh\n"
                + "device_max_output_size: 100");
        assertThat(finding(report, "tool_call_timeout").text().args()).containsExactly("120");
        assertThat(finding(report, "enable_stop_tts_notify").effect()).isEqualTo(Effect.USED);
        assertThat(finding(report, "stop_tts_notify_voice").text().id()).isEqualTo("check.end_sound.absent");
        assertThat(finding(report, "system_error_response").effect()).isEqualTo(Effect.USED);
        assertThat(finding(report, "language").text().args()).containsExactly("spoken_language", "zh");
        assertThat(finding(report, "device_max_output_size").effect()).isEqualTo(Effect.UNUSED);
        assertThat(finding(check("stop_tts_notify_voice: a.mp3"), "stop_tts_notify_voice").text().id()).isEqualTo("check.end_sound.off");
    }

    @Test
    void whatOnlyAModelDoesIsNotDoneWithoutOne() {
        SettingsReport report = check(
            "selected_module: {Memory: mem_local_short, Intent: function_call}\nexit_commands: [bye]\nCMD_exit: [bye]\nmcp_endpoint: 'ws://10.0.0.1/mcp/?token=a'");
        assertThat(List.of("selected_module.Memory", "selected_module.Intent", "exit_commands", "CMD_exit", "mcp_endpoint"))
            .extracting(key -> finding(report, key).text().id()).containsOnly("check.no_model");
        assertThat(finding(check("end_prompt: {enable: true, prompt: bye}"), "end_prompt.prompt").text().id()).isEqualTo("check.no_model");
        assertThat(finding(check("xiaozhi: {audio_params: {sample_rate: 16000}}"), "xiaozhi.audio_params.sample_rate").effect()).isEqualTo(Effect.REPLACED);
        assertThat(finding(check("selected_module: {Memory: nomem}"), "selected_module.Memory").effect()).isEqualTo(Effect.USED);
    }

    @Test
    void anEncodingThatWasGuessedIsTold() throws IOException {
        Path file = Files.write(directory.resolve("gbk.yaml"), "prompt: 你是小智，来自台湾的女生，说话简短。\n".getBytes("GBK"));
        assertThat(finding(SettingsCheck.run(options(file)), "gbk.yaml").written()).isEqualTo("GBK");
    }

    @Test
    void secretsAreNotShownAndTheHomeIsLeftAsItIs() {
        SettingsReport report = check("manager-api: {secret: topsecret-topsecret}\nserver: {auth: {tokens: [another-secret-token]}}");
        assertThat(report.toString()).doesNotContain("topsecret-topsecret").doesNotContain("another-secret-token");
        assertThat(directory.resolve("home")).doesNotExist();
    }

    @Test
    void aFileThatIsNotThereIsAProblem() {
        assertThatThrownBy(() -> SettingsCheck.run(options(directory.resolve("none.yaml")))).isInstanceOf(ProblemException.class);
    }

    @Test
    void aMisspeltTypeIsMendedByOneClick() {
        SettingsReport report = check("""
            selected_module: {LLM: Big, ASR: Ears, TTS: egde}
            LLM: {Big: {type: opnai, model_name: m, api_key: k, base_url: "http://127.0.0.1:9/v1"}}
            ASR: {Ears: {type: fun_servr}}
            TTS: {Mouth: {type: minmax, api_key: k}, Far: {type: a_voice_of_nobody}}
            """);
        for (String key : List.of("selected_module.LLM", "LLM.Big")) {
            assertThat(finding(report, key).remedies()).first().isEqualTo(new SettingsFinding.Remedy.Choose("LLM.Big.type", "openai"));
        }
        assertThat(finding(report, "selected_module.ASR").remedies()).first().isEqualTo(new SettingsFinding.Remedy.Choose("ASR.Ears.type", "fun_server"));
        assertThat(finding(report, "selected_module.TTS").remedies()).first().isEqualTo(new SettingsFinding.Remedy.Choose("selected_module.TTS", "edge"));
        assertThat(finding(report, "TTS.Mouth").text().in(Locale.ENGLISH)).contains("Did you mean minimax?");
        assertThat(finding(report, "TTS.Mouth").remedies()).containsExactly(new SettingsFinding.Remedy.Choose("TTS.Mouth.type", "minimax"));
        assertThat(finding(report, "TTS.Far").text().in(Locale.ENGLISH)).doesNotContain("mean");
        assertThat(finding(report, "TTS.Far").remedies()).isEmpty();
    }

    private SettingsReport check(String yaml) {
        try {
            return SettingsCheck.run(options(Files.writeString(directory.resolve("given.yaml"), yaml)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private EngineOptions options(Path file) {
        return new EngineOptions(new HomeDirectory(directory.resolve("home")), Optional.of(file), Map.of(), new TimeFake());
    }

    private static SettingsFinding finding(SettingsReport report, String key) {
        return report.findings().stream().filter(finding -> finding.key().equals(key)).findFirst().orElseThrow(() -> new AssertionError(key + " in " + report));
    }
}
