package earshot.asr;

import static earshot.asr.FunAsrServerFake.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import module java.base;

import earshot.asr.RecognitionResult.SpeakerPart;
import earshot.audio.PcmAudio;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.problem.ProblemReason;
import earshot.remote.ProviderSettings;
import earshot.remote.SharedHttpClient;
import earshot.server.TlsSamples;
import earshot.time.TimeFake;
import org.java_websocket.WebSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FunAsrRecognizerTest {
    private static final short[] FRAME = new short[960];

    private final TimeFake time = new TimeFake();
    private final SharedHttpClient sharedHttpClient = new SharedHttpClient(time);

    @AfterEach
    void close() {
        sharedHttpClient.close();
    }

    @Test
    void soundGoesUpWhileThePersonSpeaksAndTheTextComesAtTheEnd() {
        try (FunAsrServerFake server = new FunAsrServerFake((to, _) -> to.send(says("offline", "what time is it", true)))) {
            Recognizer recognizer = new FunAsrRecognizer(server.provider("hotwords", "{\\\"Earshot\\\":20}"), sharedHttpClient);
            RecognitionStream recognitionStream = recognizer.openStream(16_000, List.of(), _ -> {});
            for (int i = 0; i < 10; i++) {
                recognitionStream.accept(FRAME);
            }
            await().until(() -> server.bytes == 10 * 2 * 960);
            recognitionStream.accept(FRAME);
            assertThat(recognitionStream.finish().join()).isEqualTo(new RecognitionResult("what time is it", 1).withHints(List.of("Earshot")));
            assertThat(server.bytes).isEqualTo(11 * 2 * 960);
            com.fasterxml.jackson.databind.JsonNode begin = server.begun.getFirst();
            assertThat(begin.path("mode").asText()).isEqualTo("offline");
            assertThat(begin.path("chunk_size").toString()).isEqualTo("[5,10,5]");
            assertThat(begin.path("is_speaking").asBoolean()).isTrue();
            assertThat(begin.path("itn").asBoolean()).isTrue();
            assertThat(begin.path("hotwords").asText()).contains("Earshot");
            assertThat(begin.path("wav_name").asText()).isNotEmpty();
            await().until(server.open::isEmpty);
        }
    }

    @Test
    void otherRatesAreSentAs16kHz() {
        try (FunAsrServerFake server = new FunAsrServerFake((to, bytes) -> to.send(says("offline", String.valueOf(bytes), true)))) {
            assertThat(new FunAsrRecognizer(server.provider(), sharedHttpClient).recognize(new PcmAudio(new short[24_000], 24_000), List.of()).join().text())
                .isEqualTo("32000");
        }
    }

    @Test
    void joinsTheSentencesOfTwoPassesAndLeavesOutFirstGuesses() {
        try (FunAsrServerFake server = new FunAsrServerFake(new FunAsrServerFake.Behavior() {
            @Override
            public void sound(WebSocket to, int bytesSoFar) {
                to.send(says("2pass-online", "good mor", false));
                to.send(says("2pass-offline", "good morning", false));
            }

            @Override
            public void ended(WebSocket to, int bytes) {
                to.send(says("2pass-offline", "how are you", false));
                to.send(says("2pass-offline", "today", true));
            }
        })) {
            assertThat(new FunAsrRecognizer(server.provider("mode", "2pass"), sharedHttpClient).recognize(new PcmAudio(FRAME, 16_000), List.of()).join().text())
                .isEqualTo("good morning how are you today");
            assertThat(server.begun.getFirst().path("mode").asText()).isEqualTo("2pass");
        }
    }

    @Test
    void textAndMessagesWithoutEndAreAProblem() {
        for (String text : List.of("word ".repeat(6_000), "")) {
            try (FunAsrServerFake server = new FunAsrServerFake((to, _) -> {
                for (int i = 0; i < 300_000 && to.isOpen(); i++) {
                    to.send(says("2pass-online", text, false));
                }
            })) {
                CompletableFuture<RecognitionResult> answer = new FunAsrRecognizer(server.provider("mode", "2pass"), sharedHttpClient)
                    .recognize(new PcmAudio(FRAME, 16_000), List.of());
                assertThatThrownBy(answer::join).hasCauseInstanceOf(ProblemException.class)
                    .satisfies(e -> assertThat(((ProblemException) e.getCause()).problem().code()).isEqualTo(ProblemCode.PROVIDER_ENDLESS));
            }
        }
    }

    @Test
    void theServerInPythonMarksItsLastAnswerAsNotTheLast() {
        try (FunAsrServerFake server = new FunAsrServerFake(new FunAsrServerFake.Behavior() {
            @Override
            public void sound(WebSocket to, int bytesSoFar) {
                to.send(says("offline", "你好", true));
                to.sendPing();
            }

            @Override
            public void ended(WebSocket to, int bytes) {
                to.send(says("offline", "世界", false));
                to.sendPing();
            }
        })) {
            RecognitionStream recognitionStream = new FunAsrRecognizer(server.provider(), sharedHttpClient).openStream(16_000, List.of(), _ -> {});
            recognitionStream.accept(FRAME);
            await().until(() -> server.pongs() == 1);
            CompletableFuture<RecognitionResult> answer = recognitionStream.finish();
            await().until(() -> server.pongs() == 2);
            await().pollInterval(Duration.ofMillis(5)).until(() -> later(Duration.ofMillis(20), answer));
            assertThat(answer.join().text()).isEqualTo("你好世界");
        }
    }

    /// The C++ server marks its last answer `true`, the Python server marks it `false`.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void ofSpeechThatIsSentAtOnceEverySentenceCounts(boolean last) {
        try (FunAsrServerFake server = new FunAsrServerFake((to, _) -> {
            to.send(says("2pass-offline", "first this", !last));
            to.send(says("2pass-offline", "then that", !last));
            to.send(says("2pass-offline", "and that is all", last));
        })) {
            assertThat(
                new FunAsrRecognizer(server.provider(), sharedHttpClient).recognize(new PcmAudio(new short[16_000 * 20], 16_000), List.of()).join().text())
                .isEqualTo("first this then that and that is all");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void ofSpeechThatIsSentAtOnceASentenceAloneCountsWhenNoOtherComes(boolean mark) {
        try (FunAsrServerFake server = new FunAsrServerFake((to, _) -> {
            to.send(says("offline", "this is all", mark));
            to.sendPing();
        })) {
            CompletableFuture<RecognitionResult> answer = new FunAsrRecognizer(server.provider(), sharedHttpClient)
                .recognize(new PcmAudio(new short[16_000 * 20], 16_000), List.of());
            await().until(() -> server.pongs() == 1);
            assertThat(later(Duration.ofMillis(2_200), answer)).isFalse();
            assertThat(later(Duration.ofMillis(100), answer)).isTrue();
            assertThat(answer.join().text()).isEqualTo("this is all");
        }
    }

    @Test
    void everyFaultIsAProblem() throws IOException {
        assertThat(fault((to, _) -> to.send("{\"mode\":"))).isEqualTo(ProblemCode.PROVIDER_MALFORMED);
        assertThat(fault((to, _) -> to.send("{\"mode\":\"offline\"}"))).isEqualTo(ProblemCode.PROVIDER_MALFORMED);
        assertThat(fault((to, _) -> to.close(1011, "out of memory"))).isEqualTo(ProblemCode.PROVIDER_CUT);
        assertThat(fault((to, _) -> to.closeConnection(1006, "gone"))).isEqualTo(ProblemCode.PROVIDER_CUT);
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        assertThat(code(new FunAsrRecognizer(FunAsrServerFake.at(free), sharedHttpClient).recognize(new PcmAudio(FRAME, 16_000), List.of())))
            .isEqualTo(ProblemCode.PROVIDER_REFUSED);
        assertThat(code(new FunAsrRecognizer(FunAsrServerFake.at(free, "host", "a b"), sharedHttpClient).recognize(new PcmAudio(FRAME, 16_000), List.of())))
            .isEqualTo(ProblemCode.PROVIDER_INCOMPLETE);
    }

    /// The client does not always tell by itself that a peer has reset it.
    @Test
    void afterTheEndTheConnectionIsLookedAtEachSecond() {
        try (FunAsrServerFake server = new FunAsrServerFake((to, _) -> to.sendPing())) {
            CompletableFuture<RecognitionResult> answer = new FunAsrRecognizer(server.provider(), sharedHttpClient).recognize(new PcmAudio(FRAME, 16_000),
                List.of());
            await().until(() -> server.pongs() == 1);
            for (int seconds = 1; seconds <= 2; seconds++) {
                int pings = seconds;
                await().until(() -> time.limits().stream().filter(Duration.ofSeconds(1)::equals).count() == pings);
                time.advance(Duration.ofSeconds(1));
                await().until(() -> server.pings() == pings);
            }
            answer.cancel(true);
        }
    }

    @Test
    void givingUpClosesTheConnectionAndCancelsTheAnswer() {
        try (FunAsrServerFake server = new FunAsrServerFake((_, _) -> { })) {
            RecognitionStream recognitionStream = new FunAsrRecognizer(server.provider(), sharedHttpClient).openStream(16_000, List.of(), _ -> {});
            recognitionStream.accept(FRAME);
            CompletableFuture<RecognitionResult> answer = recognitionStream.finish();
            await().until(() -> server.bytes > 0);
            recognitionStream.close();
            assertThat(answer).isCancelled();
            await().until(server.open::isEmpty);
            recognitionStream.accept(FRAME);
            recognitionStream.close();
        }
    }

    @Test
    void noAnswerAfterTheEndIsNothingUnderstood() {
        try (FunAsrServerFake server = new FunAsrServerFake((to, _) -> to.sendPing())) {
            CompletableFuture<RecognitionResult> answer = new FunAsrRecognizer(server.provider(), sharedHttpClient).recognize(new PcmAudio(FRAME, 16_000),
                List.of());
            await().until(() -> server.pongs() == 1);
            assertThat(later(Duration.ofMillis(2_900), answer)).isFalse();
            await().pollInterval(Duration.ofMillis(5)).until(() -> later(Duration.ofMillis(200), answer));
            assertThat(answer.join().text()).isEmpty();
        }
    }

    /// R01, R01b.
    @ParameterizedTest
    @CsvSource({"true,true,127.0.0.1", "true,,127.0.0.1", "true,true,", "false,,127.0.0.1", "false,false,127.0.0.1"})
    void aCertificateOfItsOwnIsTrustedOnThisComputerAndWithoutIsSslBothWaysAreTried(boolean tls, String ssl, String host) {
        try (FunAsrServerFake server = new FunAsrServerFake((to, _) -> to.send(says("offline", "heard", true)), Optional.of("fun").filter(_ -> tls))) {
            ProviderSettings provider = server.provider();
            provider.section().remove(List.of("is_ssl", "host"));
            Optional.ofNullable(ssl).ifPresent(value -> provider.section().put("is_ssl", value));
            Optional.ofNullable(host).ifPresent(value -> provider.section().put("host", value));
            Recognizer recognizer = new FunAsrRecognizer(provider, sharedHttpClient);
            for (int i = 0; i < 2; i++) {
                CompletableFuture<RecognitionResult> answer = recognizer.recognize(new PcmAudio(FRAME, 16_000), List.of());
                await().pollInterval(Duration.ofMillis(20)).until(() -> {
                    // a server without TLS lets the first attempt wait; what is longer has not passed
                    if (!tls) {
                        time.advanceToNext(Duration.ofMillis(1_500));
                    }
                    return answer.isDone();
                });
                assertThat(answer.join().text()).isEqualTo("heard");
            }
            assertThat(server.protocols()).containsOnly("binary");
        }
    }

    @Test
    void aServerWithTlsThatIsSlowAtFirstIsAskedAgain() throws IOException {
        try (FunAsrServerFake server = new FunAsrServerFake((to, _) -> to.send(says("offline", "heard", true)), Optional.of("fun"));
            ServerSocket slow = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            ProviderSettings provider = server.provider();
            int port = (int) provider.number("port", 0);
            CompletableFuture<Socket> held = new CompletableFuture<>();
            Thread.ofVirtual().start(() -> relayAllButTheFirst(slow, port, held));
            provider.section().remove("is_ssl");
            provider.section().put("port", slow.getLocalPort());
            CompletableFuture<RecognitionResult> answer = new FunAsrRecognizer(provider, sharedHttpClient).recognize(new PcmAudio(FRAME, 16_000), List.of());
            // given up sooner, the first might never arrive, and the second would be held
            await().until(held::isDone);
            await().pollInterval(Duration.ofMillis(20)).until(() -> {
                if (server.protocols().isEmpty()) {
                    time.advanceToNext(Duration.ofMillis(1_500));
                }
                return answer.isDone();
            });
            assertThat(answer.join().text()).isEqualTo("heard");
        }
    }

    private static void relayAllButTheFirst(ServerSocket from, int port, CompletableFuture<Socket> held) {
        try {
            held.complete(from.accept());
            while (true) {
                Socket client = from.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
                relay(client, server);
                relay(server, client);
            }
        } catch (IOException _) {
            // the test is over
        }
    }

    private static void relay(Socket from, Socket to) {
        Thread.ofVirtual().start(() -> {
            try (from; to) {
                from.getInputStream().transferTo(to.getOutputStream());
            } catch (IOException _) {
                // the other side ended
            }
        });
    }

    @Test
    void elsewhereACertificateIsTrustedByItsFingerprint() throws IOException, GeneralSecurityException {
        try (FunAsrServerFake server = new FunAsrServerFake((to, _) -> to.send(says("offline", "heard", true)), Optional.of("fun"))) {
            ProviderSettings provider = server.provider("host", "asr.example");
            provider.section().remove("is_ssl");
            Problem problem = ((ProblemException) catchThrowable(
                () -> new FunAsrRecognizer(provider, sharedHttpClient).recognize(new PcmAudio(FRAME, 16_000), List.of()).join()).getCause()).problem();
            assertThat(problem.code()).isEqualTo(ProblemCode.PROVIDER_CERTIFICATE);
            assertThat(problem.args()).contains(TlsSamples.fingerprint("fun")).endsWith(ProblemReason.CERTIFICATE_WITHOUT_AUTHORITY.toString());
            assertThat(problem.why(Locale.ENGLISH)).contains("No known authority has signed it").doesNotContain("PKIX");
            assertThat(server.begun).as("nothing is said in plain text").isEmpty();
            provider.section().put("certificate_sha256", TlsSamples.fingerprint("fun"));
            assertThat(new FunAsrRecognizer(provider, sharedHttpClient).recognize(new PcmAudio(FRAME, 16_000), List.of()).join().text()).isEqualTo("heard");
        }
    }

    @Test
    void tellsWhoSaidWhatWhereTheServerTellsSpeakersApart() {
        String sentences = "{\"text_seg\":\"正 是 因 为\",\"punc\":\"，\",\"start\":430,\"end\":1130,\"spk\":%s},{\"text_seg\":\"所 以\",\"punc\":\"。\","
            + "\"start\":1200,\"end\":1600,\"spk\":%s},{\"text_seg\":\"really now\",\"punc\":\"?\",\"start\":2000,\"end\":2600,\"spk\":%s}";
        assertThat(parts(sentences.formatted(0, 0, 1))).containsExactly(new SpeakerPart("S1", "正是因为，所以。", Duration.ofMillis(430)),
            new SpeakerPart("S2", "really now?", Duration.ofMillis(2000)));
        assertThat(parts(sentences.formatted("\"小李\"", "\"2\"", "\"小李\""))).extracting(SpeakerPart::speaker).containsExactly("小李", "S3", "小李");
        assertThat(parts(sentences.formatted(0, 0, 0))).as("tells nothing").isEmpty();
        assertThat(parts(sentences.formatted(0, 0, "null"))).isEmpty();
    }

    @Test
    void anAnswerWithoutSpeakersAmongOthersIsNotLost() {
        String told = "{\"mode\":\"offline\",\"text\":\"one two\",\"is_final\":false,\"stamp_sents\":[{\"text_seg\":\"one\",\"spk\":0},{\"text_seg\":\"two\",\"spk\":1}]}";
        FunAsrServerFake.Behavior behavior = (to, _) -> {
            to.send(told);
            to.send(says("offline", "three", true));
        };
        try (FunAsrServerFake server = new FunAsrServerFake(behavior)) {
            RecognitionResult result = new FunAsrRecognizer(server.provider(), sharedHttpClient)
                .recognize(new PcmAudio(new short[3 * 16_000], 16_000), List.of()).join();
            assertThat(result.text()).isEqualTo("one two three");
            assertThat(result.parts()).as("they would lack one sentence").isEmpty();
        }
    }

    private List<SpeakerPart> parts(String sentences) {
        String answer = "{\"mode\":\"offline\",\"text\":\"heard\",\"is_final\":true,\"stamp_sents\":[" + sentences + "]}";
        try (FunAsrServerFake server = new FunAsrServerFake((to, _) -> to.send(answer))) {
            RecognitionResult result = new FunAsrRecognizer(server.provider("hotwords", "小智 30"), sharedHttpClient)
                .recognize(new PcmAudio(FRAME, 16_000), List.of()).join();
            assertThat(result.text()).isEqualTo("heard");
            assertThat(result.hints()).containsExactly("小智");
            return result.parts();
        }
    }

    @Test
    void hotWordsAreTextAMapOrLinesOfWordsAndWeights() {
        assertThat(begun("hotwords", "小智 会议").path("hotwords").asText()).isEqualTo("小智 会议");
        assertThat(begun("hotwords", "小智 30\nnew york 20").path("hotwords").asText()).isEqualTo("{\"小智\":30,\"new york\":20}");
        com.fasterxml.jackson.databind.JsonNode begin = begun("svs_lang", "zh", "svs_itn", "false");
        assertThat(begin.path("svs_lang").asText()).isEqualTo("zh");
        assertThat(begin.path("svs_itn").isBoolean()).isTrue();
        assertThat(begin.path("svs_itn").asBoolean()).isFalse();
    }

    private com.fasterxml.jackson.databind.JsonNode begun(String... more) {
        try (FunAsrServerFake server = new FunAsrServerFake((to, _) -> to.send(says("offline", "heard", true)))) {
            new FunAsrRecognizer(server.provider(more), sharedHttpClient).recognize(new PcmAudio(FRAME, 16_000), List.of()).join();
            return server.begun.getFirst();
        }
    }

    private ProblemCode fault(FunAsrServerFake.Behavior behavior) {
        try (FunAsrServerFake server = new FunAsrServerFake(behavior)) {
            return code(new FunAsrRecognizer(server.provider(), sharedHttpClient).recognize(new PcmAudio(FRAME, 16_000), List.of()));
        }
    }

    private ProblemCode code(CompletableFuture<RecognitionResult> answer) {
        await().until(answer::isDone);
        Throwable failure = catchThrowable(answer::join).getCause();
        assertThat(failure).isInstanceOf(ProblemException.class);
        Problem problem = ((ProblemException) failure).problem();
        assertThat(problem.toString()).doesNotContain("4711");
        return problem.code();
    }

    private boolean later(Duration by, CompletableFuture<?> until) {
        if (!until.isDone()) {
            time.advance(by);
        }
        return until.isDone();
    }
}
