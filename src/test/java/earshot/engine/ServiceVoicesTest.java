package earshot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.audio.PcmAudio;
import earshot.audio.WavFile;
import earshot.engine.Operation.Outcome;
import earshot.engine.Operation.Result;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.remote.ProviderKind;
import earshot.remote.ProviderServerFake;
import earshot.remote.ProviderServerFake.Behavior;
import earshot.remote.ProviderServerFake.ReceivedRequest;
import earshot.turn.TurnFacts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Voices of xiaozhi-esp32-server by their own types, with the settings that its users have, against a double of each service.
@Timeout(90)
class ServiceVoicesTest {
    private static final String SAID = "今天天气很好。";
    private static final double MP3_SECONDS = 2.19;

    @RegisterExtension
    final EngineExtension engine = new EngineExtension();

    private final ProviderServerFake server = engine.closing(new ProviderServerFake());
    private final String at = server.url().replace("/v1", "");

    @Test
    void gptSovitsIsAskedByJsonOrByTheQuery() {
        engine.startFromFile("""
            selected_module: {TTS: GPT_SOVITS_V2}
            TTS:
              GPT_SOVITS_V2:
                type: gpt_sovits_v2
                url: "%1$s/tts"
                output_dir: tmp/
                text_lang: "auto"
                ref_audio_path: "demo.wav"
                prompt_text: "这是你的声音"
                prompt_lang: "zh"
                top_k: 7
                top_p: 1
                temperature: ""
                batch_size: "2"
                streaming_mode: "true"
                seed: -1
                aux_ref_audio_paths: a.wav; b.wav
              GPT_SOVITS_V3:
                type: gpt_sovits_v3
                url: "%1$s"
                text_language: "auto"
                refer_wav_path: "caixukun.wav"
                prompt_language: "zh"
                prompt_text: ""
                top_k: 15
                speed: 1.2
                inp_refs: [one.wav, "two & three.wav"]
                if_sr: false
            """.formatted(at));
        assertThat(engine.model().activeComponents().get().voice()).isEqualTo("GPT_SOVITS_V2");
        ReceivedRequest posted = spoken("GPT_SOVITS_V2", wav(32_000), 1);
        assertThat(posted.path()).isEqualTo("/tts");
        assertThat(posted.headers()).containsEntry("Content-Type", "application/json").doesNotContainKey("Authorization");
        assertThat(new String(posted.body(), StandardCharsets.UTF_8)).isEqualTo("{\"text\":\"" + SAID + "\",\"text_lang\":\"auto\",\"ref_audio_path\":\"demo.wav\","
            + "\"aux_ref_audio_paths\":[\"a.wav\",\"b.wav\"],\"prompt_text\":\"这是你的声音\",\"prompt_lang\":\"zh\",\"top_k\":7,\"top_p\":1.0,\"temperature\":1.0,"
            + "\"text_split_method\":\"cut0\",\"batch_size\":2,\"batch_threshold\":0.75,\"split_bucket\":true,\"return_fragment\":false,\"speed_factor\":1.0,"
            + "\"streaming_mode\":true,\"seed\":-1,\"parallel_infer\":true,\"repetition_penalty\":1.35}");
        ReceivedRequest asked = spoken("GPT_SOVITS_V3", wav(32_000), 1);
        assertThat(asked.path()).isEqualTo("/");
        assertThat(asked.body()).isEmpty();
        assertThat(URLDecoder.decode(asked.query(), StandardCharsets.UTF_8)).isEqualTo("refer_wav_path=caixukun.wav&prompt_text=&prompt_language=zh&text=" + SAID
            + "&text_language=auto&top_k=15&top_p=1.0&temperature=1.0&cut_punc=&speed=1.2&inp_refs=one.wav&inp_refs=two & three.wav&sample_steps=32&if_sr=false");
        server.answersWith(Behavior.json(400, "{\"message\":\"ref_audio_path is required\"}"));
        assertThat(problem("GPT_SOVITS_V2")).satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.PROVIDER_DECLINED);
            assertThat(problem.args().toString()).contains("ref_audio_path is required");
        });
    }

    @Test
    void fishSpeechAndIndexTtsMayAnswerWithBareSamples() throws IOException {
        engine.startFromFile("""
            selected_module: {TTS: FishSpeech}
            TTS:
              FishSpeech:
                type: fishspeech
                response_format: wav
                reference_id: null
                normalize: true
                max_new_tokens: 1024
                chunk_length: 200
                top_p: 0.7
                streaming: false
                use_memory_cache: "on"
                seed: null
                rate: 44100
                api_key: "123"
                api_url: "%1$s/v1/tts"
              Bare: {type: fishspeech, response_format: pcm, rate: 22050, reference_id: anna, seed: 7, api_url: "%1$s/v1/tts"}
              Misspelt: {type: fishspech, response_format: wav, api_url: "%1$s/v1/tts"}
              Imitating:
                type: fishspeech
                response_format: wav
                reference_audio: ["src/test/resources/speech/thank-you-for-watching.wav", "config/assets/absent.wav"]
                reference_text: ["Thank you, for watching.", "Nobody."]
                api_url: "%1$s/v1/tts"
              IndexStreamTTS: {type: index_stream, api_url: "%1$s/tts", audio_format: pcm, voice: jay_klee, output_dir: tmp/}
            """.formatted(at));
        ReceivedRequest fish = spoken("FishSpeech", wav(44_100), 1);
        assertThat(fish.path()).isEqualTo("/v1/tts");
        assertThat(fish.headers()).containsEntry("Authorization", "Bearer 123").containsEntry("Content-Type", "application/json");
        assertThat(new String(fish.body(), StandardCharsets.UTF_8)).isEqualTo("{\"text\":\"" + SAID + "\",\"format\":\"wav\",\"normalize\":true,"
            + "\"max_new_tokens\":1024,\"chunk_length\":200,\"top_p\":0.7,\"repetition_penalty\":1.2,\"temperature\":0.7,\"streaming\":false,"
            + "\"use_memory_cache\":\"on\"}");
        ReceivedRequest bare = spoken("Bare", samples(22_050, 0), 1);
        assertThat(bare.json().path("reference_id").asText()).isEqualTo("anna");
        assertThat(bare.json().path("seed").isInt()).isTrue();
        JsonNode references = spoken("Imitating", wav(44_100), 1).json().path("references");
        assertThat(references).hasSize(1);
        assertThat(Base64.getDecoder().decode(references.path(0).path("audio").asText()))
            .isEqualTo(Files.readAllBytes(Path.of("src/test/resources/speech/thank-you-for-watching.wav")));
        assertThat(references.path(0).path("text").asText()).isEqualTo("Thank you, for watching.");
        engine.done(new Command.ApplySettings(Map.of("TTS.Misspelt.type", "fishspeech")));
        assertThat(spoken("Misspelt", wav(44_100), 1).path()).isEqualTo("/v1/tts");
        ReceivedRequest index = spoken("IndexStreamTTS", samples(24_000, 0), 1);
        assertThat(new String(index.body(), StandardCharsets.UTF_8)).isEqualTo("{\"text\":\"" + SAID + "\",\"character\":\"jay_klee\"}");
        // samples whose first bytes are a brace, or a colon after spaces
        spoken("IndexStreamTTS", samples(24_000, 0x007B), 1);
        spoken("IndexStreamTTS", samples(24_000, 0x3A20), 1);
        server.answersWith(Behavior.json(200, "{\"status\":\"failed\",\"message\":\"no such character\"}"));
        assertThat(problem("IndexStreamTTS").args().toString()).contains("no such character");
    }

    @Test
    void siliconFlowCozeAndElevenLabsHaveKeysOfTheirOwn() {
        engine.startFromFile("""
            selected_module: {TTS: CosyVoiceSiliconflow}
            TTS:
              CosyVoiceSiliconflow: {type: siliconflow, model: FunAudioLLM/CosyVoice2-0.5B, voice: "FunAudioLLM/CosyVoice2-0.5B:alex", output_dir: tmp/,
                access_token: sk-flow-4711, response_format: wav, base_url: "%1$s/v1/audio/speech"}
              Short: {type: siliconflow, voice: bella, access_token: sk-flow-4711, speed: "1.5", api_url: "%1$s/v1/audio/speech"}
              CozeCnTTS: {type: cozecn, voice: 7426720361733046281, output_dir: tmp/, access_token: pat_4711, response_format: wav, api_url: "%1$s/v1/audio/speech"}
              Rachel: {type: elevenlabs, api_key: xi-4711, voice_id: rachel, stability: "0.5", base_url: "%1$s/v1/text-to-speech"}
              Bare: {type: elevenlabs, api_key: xi-4711, output_format: pcm_16000, optimize_streaming_latency: 2, base_url: "%1$s/v1/text-to-speech"}
            """.formatted(at));
        ReceivedRequest flow = spoken("CosyVoiceSiliconflow", wav(24_000), 1);
        assertThat(flow.path()).isEqualTo("/v1/audio/speech");
        assertThat(flow.headers()).containsEntry("Authorization", "Bearer sk-flow-4711");
        assertThat(new String(flow.body(), StandardCharsets.UTF_8)).isEqualTo("{\"model\":\"FunAudioLLM/CosyVoice2-0.5B\",\"input\":\"" + SAID
            + "\",\"voice\":\"FunAudioLLM/CosyVoice2-0.5B:alex\",\"response_format\":\"wav\",\"speed\":1.0,\"gain\":0.0,\"stream\":true}");
        JsonNode brief = spoken("Short", mp3(), MP3_SECONDS).json();
        assertThat(brief.path("voice").asText()).isEqualTo("FunAudioLLM/CosyVoice2-0.5B:bella");
        assertThat(brief.path("response_format").asText()).isEqualTo("mp3");
        assertThat(brief.path("speed").doubleValue()).isEqualTo(1.5);
        ReceivedRequest coze = spoken("CozeCnTTS", wav(24_000), 1);
        assertThat(coze.headers()).containsEntry("Authorization", "Bearer pat_4711");
        assertThat(new String(coze.body(), StandardCharsets.UTF_8))
            .isEqualTo("{\"input\":\"" + SAID + "\",\"response_format\":\"wav\",\"voice_id\":\"7426720361733046281\"}");
        ReceivedRequest rachel = spoken("Rachel", mp3(), MP3_SECONDS);
        assertThat(rachel.path()).isEqualTo("/v1/text-to-speech/rachel");
        assertThat(rachel.query()).isEqualTo("output_format=mp3_44100_128");
        assertThat(rachel.headers()).containsEntry("xi-api-key", "xi-4711").doesNotContainKey("Authorization");
        assertThat(new String(rachel.body(), StandardCharsets.UTF_8)).isEqualTo("{\"text\":\"" + SAID + "\",\"model_id\":\"eleven_multilingual_v2\","
            + "\"voice_settings\":{\"stability\":0.5,\"similarity_boost\":0.75,\"style\":0.0,\"use_speaker_boost\":true}}");
        assertThat(spoken("Bare", samples(16_000, 0), 1).query()).isEqualTo("output_format=pcm_16000&optimize_streaming_latency=2");
        server.answersWith(Behavior.json(200, "{\"code\":4101,\"msg\":\"The token pat_4711 you entered is incorrect\"}"));
        assertThat(problem("CozeCnTTS").args().toString()).contains("you entered is incorrect").doesNotContain("pat_4711");
    }

    @Test
    void minimaxSendsHexadecimalDigitsAndItsRefusalsInAGoodAnswer() {
        engine.startFromFile("""
            selected_module: {TTS: MinimaxTTS}
            TTS:
              MinimaxTTS:
                type: minimax
                output_dir: tmp/
                group_id: "1747"
                api_key: eyJ-minimax-4711
                model: "speech-01-turbo"
                voice_id: "female-shaonv"
                pronunciation_dict: {tone: ["处理/(chu3)(li3)"]}
                api_url: "%1$s/v1/t2a_v2"
              MinimaxTTSHTTPStream:
                type: minimax_httpstream
                group_id: "1747"
                api_key: eyJ-minimax-4711
                model: "speech-01-turbo"
                voice_setting: {voice_id: male-qn-qingse, speed: 1.5}
                audio_setting: {sample_rate: 24000, format: pcm}
                timber_weights: [{voice_id: a, weight: 1}, {voice_id: b, weight: 2}]
                api_url: "%1$s/v1/t2a_v2"
            """.formatted(at));
        String whole = "{\"data\":{\"audio\":\"" + HexFormat.of().formatHex(mp3()) + "\",\"status\":2},\"extra_info\":{\"audio_length\":2190},\"trace_id\":\""
            + "0123456789abcdef".repeat(2) + "\",\"base_resp\":{\"status_code\":0,\"status_msg\":\"success\"}}";
        ReceivedRequest asked = spoken("MinimaxTTS", whole.getBytes(StandardCharsets.UTF_8), MP3_SECONDS);
        assertThat(asked.path()).isEqualTo("/v1/t2a_v2");
        assertThat(asked.query()).isEqualTo("GroupId=1747");
        assertThat(asked.headers()).containsEntry("Authorization", "Bearer eyJ-minimax-4711");
        assertThat(new String(asked.body(), StandardCharsets.UTF_8)).isEqualTo("{\"model\":\"speech-01-turbo\",\"text\":\"" + SAID + "\",\"stream\":false,"
            + "\"voice_setting\":{\"voice_id\":\"female-shaonv\",\"speed\":1,\"vol\":1,\"pitch\":0,\"emotion\":\"happy\"},"
            + "\"audio_setting\":{\"sample_rate\":32000,\"bitrate\":128000,\"format\":\"mp3\",\"channel\":1},"
            + "\"pronunciation_dict\":{\"tone\":[\"处理/(chu3)(li3)\"]}}");
        byte[] samples = samples(24_000, 0);
        String events = Stream.of(Arrays.copyOf(samples, 20_000), Arrays.copyOfRange(samples, 20_000, samples.length))
            .map(part -> "data: {\"data\":{\"audio\":\"" + HexFormat.of().formatHex(part) + "\",\"status\":1},\"base_resp\":{\"status_code\":0,\"status_msg\":\"\"}}\n\n")
            .collect(Collectors.joining()) + "data: {\"data\":{\"audio\":\"" + HexFormat.of().formatHex(samples) + "\",\"status\":2},\"extra_info\":{}}\n\n";
        JsonNode streamed = spoken("MinimaxTTSHTTPStream", events.getBytes(StandardCharsets.UTF_8), 1).json();
        assertThat(streamed.path("stream").booleanValue()).isTrue();
        assertThat(streamed.at("/voice_setting/voice_id").textValue()).isEmpty();
        assertThat(streamed.at("/voice_setting/speed").doubleValue()).isEqualTo(1.5);
        assertThat(streamed.at("/timber_weights/1/weight").intValue()).isEqualTo(2);
        for (String alias : List.of("MinimaxTTS", "MinimaxTTSHTTPStream")) {
            server.answersWith(Behavior.json(200, "{\"base_resp\":{\"status_code\":1004,\"status_msg\":\"login fail: Please carry the API secret key\"}}"));
            assertThat(problem(alias).code()).isEqualTo(ProblemCode.PROVIDER_KEY_REFUSED);
            server.answersWith(new Behavior.Answers(200, "text/event-stream",
                "data: {\"base_resp\":{\"status_code\":2013,\"status_msg\":\"invalid params, voice id\"}}\n\n".getBytes(StandardCharsets.UTF_8), Map.of()));
            assertThat(problem(alias).args().toString()).contains("invalid params, voice id");
        }
        String brokenOff = events.substring(0, events.indexOf("\n\n") + 2) + "data: {\"base_resp\":{\"status_code\":1002,\"status_msg\":\"rate limit\"}}\n\n";
        server.answersWith(new Behavior.Answers(200, "text/event-stream", brokenOff.getBytes(StandardCharsets.UTF_8), Map.of()));
        assertThat(problem("MinimaxTTSHTTPStream").code()).isEqualTo(ProblemCode.PROVIDER_LIMITED);
    }

    @Test
    void doubaoAndItsResellersAreAskedWithTheTokenInTheirWay() {
        engine.startFromFile("""
            selected_module: {TTS: DoubaoTTS}
            TTS:
              DoubaoTTS:
                type: doubao
                api_url: %1$s/api/v1/tts
                voice: BV001_streaming
                output_dir: tmp/
                authorization: "Bearer;"
                appid: 6895000000
                access_token: doubao-4711
                cluster: volcano_tts
                speed_ratio: 1.0
                volume_ratio: ""
                pitch_ratio: 1.0
              TTS302AI: {type: doubao, api_url: "%1$s/doubao/tts_hd", authorization: "Bearer ", voice: "zh_female_wanwanxiaohe_moon_bigtts", access_token: sk-302-4711}
              LinkeraiTTS: {type: linkerai, api_url: "%1$s/tts", audio_format: pcm, access_token: U4Y-4711, voice: OUeAo1mhq6IBExi, output_dir: tmp/}
            """.formatted(at));
        assertThat(engine.model().models().get().providers().getFirst()).satisfies(shown -> {
            assertThat(shown.key()).isPresent();
            assertThat(shown.fields().toString()).doesNotContain("doubao-4711");
        });
        byte[] good = ("{\"reqid\":\"x\",\"code\":3000,\"operation\":\"query\",\"message\":\"Success\",\"sequence\":-1,\"data\":\""
            + Base64.getEncoder().encodeToString(wav(24_000)) + "\",\"addition\":{\"duration\":\"1000\"}}").getBytes(StandardCharsets.UTF_8);
        ReceivedRequest doubao = spoken("DoubaoTTS", good, 1);
        assertThat(doubao.path()).isEqualTo("/api/v1/tts");
        assertThat(doubao.headers()).containsEntry("Authorization", "Bearer;doubao-4711");
        assertThat(doubao.json().path("app").toString()).isEqualTo("{\"appid\":\"6895000000\",\"token\":\"doubao-4711\",\"cluster\":\"volcano_tts\"}");
        assertThat(doubao.json().path("user").toString()).isEqualTo("{\"uid\":\"1\"}");
        assertThat(doubao.json().path("audio").toString())
            .isEqualTo("{\"voice_type\":\"BV001_streaming\",\"encoding\":\"wav\",\"speed_ratio\":1.0,\"volume_ratio\":1.0,\"pitch_ratio\":1.0}");
        assertThat(doubao.json().path("request").toString()).matches("\\{\"reqid\":\"[0-9a-f-]{36}\",\"text\":\"" + SAID
            + "\",\"text_type\":\"plain\",\"operation\":\"query\",\"with_frontend\":1,\"frontend_type\":\"unitTson\"}");
        assertThat(spoken("TTS302AI", good, 1).headers()).containsEntry("Authorization", "Bearer sk-302-4711");
        ReceivedRequest linker = spoken("LinkeraiTTS", samples(16_000, 0), 1);
        assertThat(linker.headers()).containsEntry("Authorization", "Bearer U4Y-4711");
        assertThat(URLDecoder.decode(linker.query(), StandardCharsets.UTF_8)).isEqualTo("tts_text=" + SAID
            + "&spk_id=OUeAo1mhq6IBExi&instruct_text=请生成一段自然流畅的语音&audio_format=pcm&frame_durition=60&stream=true&target_sr=16000");
        server.answersWith(Behavior.json(200, "{\"reqid\":\"x\",\"code\":3001,\"operation\":\"query\",\"message\":\"illegal input text! doubao-4711\"}"));
        assertThat(problem("DoubaoTTS").args().toString()).contains("illegal input text").doesNotContain("doubao-4711");
    }

    @Test
    void acgnIsAskedForItsSoundWhereItsAnswerSays() {
        engine.startFromFile("""
            selected_module: {TTS: ACGNTTS}
            TTS:
              ACGNTTS:
                type: ttson
                token: acgn-4711
                voice_id: 1695
                speed_factor: 1
                pitch_factor: 0
                volume_change_dB: 0
                to_lang: ZH
                url: "%1$s/flashsummary/tts?token="
                format: mp3
                output_dir: tmp/
                emotion: 1
            """.formatted(at));
        URI here = URI.create(at);
        Behavior told = Behavior.json(200, "{\"url\":\"http://" + here.getHost() + "\",\"port\":" + here.getPort() + ",\"voice_path\":\"/a b/1.mp3\"}");
        Behavior sound = new Behavior.Answers(200, "audio/mpeg", mp3(), Map.of());
        ReceivedRequest fetched = spoken("ACGNTTS", new Behavior.Decides(request -> request.path().equals("/flashsummary/tts") ? told : sound), MP3_SECONDS);
        assertThat(fetched.path()).isEqualTo("/flashsummary/retrieveFileData");
        assertThat(URLDecoder.decode(fetched.query(), StandardCharsets.UTF_8)).isEqualTo("stream=True&token=acgn-4711&voice_audio_path=/a b/1.mp3");
        ReceivedRequest asked = server.requests.getFirst();
        assertThat(asked.query()).isEqualTo("token=acgn-4711");
        assertThat(new String(asked.body(), StandardCharsets.UTF_8)).isEqualTo("{\"to_lang\":\"ZH\",\"text\":\"" + SAID + "\",\"emotion\":1,\"format\":\"mp3\","
            + "\"volume_change_dB\":0.0,\"voice_id\":1695,\"pitch_factor\":0.0,\"speed_factor\":1.0,\"token\":\"acgn-4711\"}");
        server.answersWith(Behavior.json(200, "{\"code\":403,\"message\":\"no points left for acgn-4711\"}"));
        assertThat(problem("ACGNTTS").args().toString()).contains("no points left").doesNotContain("acgn-4711");
    }

    @Test
    void aliyunAndTencentAreAskedWithATokenAndWithASignature() {
        engine.startFromFile("""
            selected_module: {TTS: AliyunTTS}
            TTS:
              AliyunTTS:
                type: aliyun
                output_dir: tmp/
                appkey: nls-app-4711
                token: 你的阿里云智能语音交互服务AccessToken，临时的24小时，要长期用下方的access_key_id，access_key_secret
                voice: xiaoyun
                access_key_id: LTAI5tExample4711
                access_key_secret: MrNVSecret0815
                host: "%1$s"
                token_url: "%1$s/token"
              Bare: {type: aliyun, appkey: nls-app-4711, token: 54f0e2d4b8, format: pcm, sample_rate: 24000, private_voice: aixia, speech_rate: "-100", host: "%1$s"}
              TencentTTS: {type: tencent, output_dir: tmp/, appid: 1234, secret_id: AKIDz8kr-4711, secret_key: Gu5t9xGA-4711, region: ap-beijing, voice: 101001, base_url: "%1$s"}
            """.formatted(at));
        assertThat(engine.model().models().get().providers().toString()).doesNotContain("nls-app-4711", "LTAI5tExample4711", "MrNVSecret0815", "54f0e2d4b8",
            "AKIDz8kr-4711", "Gu5t9xGA-4711");
        assertThat(engine.model().models().get().providers().stream().filter(shown -> shown.kind() == ProviderKind.TTS && !shown.embedded()))
            .as("those that have all their keys").hasSize(3).allMatch(shown -> shown.key().isPresent());
        Behavior token = Behavior.json(200, "{\"Token\":{\"Id\":\"token-made-4711\",\"ExpireTime\":" + Instant.now().plusSeconds(9_999).getEpochSecond() + "}}");
        Behavior sound = new Behavior.Answers(200, "audio/mpeg", wav(16_000), Map.of());
        ReceivedRequest aliyun = spoken("AliyunTTS", new Behavior.Decides(request -> request.path().equals("/token") ? token : sound), 1);
        assertThat(aliyun.path()).isEqualTo("/stream/v1/tts");
        assertThat(aliyun.headers()).containsEntry("Content-Type", "application/json").doesNotContainKey("Authorization");
        assertThat(new String(aliyun.body(), StandardCharsets.UTF_8)).isEqualTo("{\"appkey\":\"nls-app-4711\",\"token\":\"token-made-4711\",\"text\":\"" + SAID
            + "\",\"format\":\"wav\",\"sample_rate\":16000,\"voice\":\"xiaoyun\",\"volume\":50,\"speech_rate\":0,\"pitch_rate\":0}");
        JsonNode bare = spoken("Bare", samples(24_000, 0), 1).json();
        assertThat(bare.path("token").asText()).isEqualTo("54f0e2d4b8");
        assertThat(bare.path("voice").asText()).isEqualTo("aixia");
        assertThat(bare.path("speech_rate").intValue()).isEqualTo(-100);
        server.answersWith(Behavior.json(400, "{\"task_id\":\"8b\",\"result\":\"\",\"status\":40000001,\"message\":\"Gateway:ACCESS_DENIED:The token '54f0e2d4b8' has expired!\"}"));
        assertThat(problem("Bare")).satisfies(problem -> {
            assertThat(problem.code()).isEqualTo(ProblemCode.PROVIDER_KEY_REFUSED);
            assertThat(problem.subject().toString()).contains("TTS.Bare.token");
            assertThat(problem.args().toString()).contains("has expired").doesNotContain("54f0e2d4b8");
        });
        byte[] good = ("{\"Response\":{\"Audio\":\"" + Base64.getEncoder().encodeToString(wav(16_000)) + "\",\"RequestId\":\"55\",\"SessionId\":\"s\"}}")
            .getBytes(StandardCharsets.UTF_8);
        ReceivedRequest tencent = spoken("TencentTTS", good, 1);
        assertThat(tencent.path()).isEqualTo("/");
        assertThat(tencent.headers()).containsEntry("X-TC-Action", "TextToVoice").containsEntry("X-TC-Version", "2019-08-23")
            .containsEntry("X-TC-Region", "ap-beijing");
        assertThat(tencent.headers().get("Authorization")).matches("TC3-HMAC-SHA256 Credential=AKIDz8kr-4711/\\d{4}-\\d\\d-\\d\\d/tts/tc3_request, "
            + "SignedHeaders=content-type;host;x-tc-action, Signature=[0-9a-f]{64}");
        assertThat(new String(tencent.body(), StandardCharsets.UTF_8))
            .matches("\\{\"Text\":\"" + SAID + "\",\"SessionId\":\"[0-9a-f-]{36}\",\"VoiceType\":101001}");
        server.answersWith(Behavior.json(200, "{\"Response\":{\"Error\":{\"Code\":\"UnsupportedOperation.TextTooLong\",\"Message\":\"文本太长\"},\"RequestId\":\"5\"}}"));
        assertThat(problem("TencentTTS").args().toString()).contains("UnsupportedOperation.TextTooLong", "文本太长");
        server.answersWith(Behavior.json(200, "{\"Response\":{\"Error\":{\"Code\":\"AuthFailure.SignatureExpire\",\"Message\":\"签名过期\"},\"RequestId\":\"5\"}}"));
        assertThat(problem("TencentTTS").code()).isEqualTo(ProblemCode.PROVIDER_CLOCK);
    }

    @Test
    void aDeviceIsAnsweredByTheVoiceThatTheFileChooses() throws IOException {
        server.answersWith(new Behavior.Answers(200, "audio/wav", wav(32_000), Map.of()));
        engine.startFromFile("""
            assistant: scripted
            selected_module: {TTS: GPT_SOVITS_V2}
            TTS: {GPT_SOVITS_V2: {type: gpt_sovits_v2, url: "%1$s/tts", text_lang: auto, ref_audio_path: demo.wav, prompt_text: "", prompt_lang: zh}}
            """.formatted(at));
        engine.connectSpeaking("02:00:00:00:00:60").sendTypedText("what is your name");
        TurnFacts turn = engine.turn(1);
        assertThat(turn.outcome()).isEqualTo(TurnFacts.Outcome.DONE);
        assertThat(turn.answer().text()).startsWith("My name is");
        assertThat(server.requests).isNotEmpty().extracting(request -> request.json().path("text").asText()).anyMatch(text -> text.startsWith("My name is"));
        assertThat(engine.model().problems().get()).noneMatch(entry -> entry.open() && entry.problem().code().name().startsWith("PROVIDER"));
    }

    private ReceivedRequest spoken(String alias, byte[] answer, double seconds) {
        return spoken(alias, new Behavior.Answers(200, "application/octet-stream", answer, Map.of()), seconds);
    }

    private ReceivedRequest spoken(String alias, Behavior answer, double seconds) {
        server.answersWith(answer);
        Outcome outcome = engine.done(new Command.TryVoice(alias, SAID));
        assertThat(outcome).as(alias).isInstanceOfSatisfying(Outcome.Done.class, done -> {
            Result.Synthesized sound = (Result.Synthesized) done.result().orElseThrow();
            assertThat(sound.samples().length / (double) sound.rate()).as(alias).isCloseTo(seconds, within(0.1));
            assertThat(IntStream.range(0, sound.samples().length).filter(i -> Math.abs(sound.samples()[i]) > 1_000).count()).as(alias).isGreaterThan(sound.rate() / 4L);
        });
        return server.requests.getLast();
    }

    private Problem problem(String alias) {
        return ((Outcome.Failed) engine.done(new Command.TryVoice(alias, SAID))).problem();
    }

    private static byte[] wav(int rate) {
        return WavFile.bytes(new PcmAudio(tone(rate, 0), rate));
    }

    /// A second of samples, little end first.
    ///
    /// @param first the first sample
    private static byte[] samples(int rate, int first) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * rate).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asShortBuffer().put(tone(rate, first));
        return bytes.array();
    }

    private static short[] tone(int rate, int first) {
        short[] pcm = new short[rate];
        for (int i = 0; i < rate; i++) {
            pcm[i] = (short) (9_000 * Math.sin(2 * Math.PI * 440 * i / rate));
        }
        pcm[0] = (short) first;
        return pcm;
    }

    private static byte[] mp3() {
        try (InputStream file = ServiceVoicesTest.class.getResourceAsStream("/speech/voice-24k-mono.mp3")) {
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
