package earshot.asr;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import earshot.data.TextLimit;
import earshot.problem.ProblemException;
import earshot.problem.ProblemReason;
import earshot.remote.ProviderErrors;
import earshot.remote.ProviderSettings;
import earshot.remote.ProviderSocket;
import earshot.remote.SharedHttpClient;
import earshot.time.Time;

/// Recognizes one utterance over one WebSocket to a FunASR server.
///
/// Servers mark their last answer differently: the C++ runtime sends `is_final: true` with it; the Python server sends `true` with
/// every answer *until* the end of speech and `false` with the last; some close the connection. So after the end of speech the first
/// whole-sentence answer with `true` is the last, unless one with `true` came before the end; an answer with `false` is the last when
/// nothing follows it for [#SETTLE].
///
/// Speech that is sent all at once may hold several sentences, and all their answers come after the end. Then the last answer is the one
/// whose mark differs from those before it. A single answer is the last when nothing follows for as long as the server may need for
/// another sentence.
final class FunAsrRecognitionStream extends SentAudioStream {
    /// How long after the end of the speech a first answer may take, beside a tenth of the duration of the speech.
    private static final Duration NO_ANSWER = Duration.ofSeconds(3);
    private static final Duration SETTLE = Duration.ofMillis(250);
    /// Shorter speech holds no pause at which a server would split it.
    private static final Duration ONE_SENTENCE = Duration.ofSeconds(2);

    private static final Pattern WORD_IN_JSON = Pattern.compile("\"([^\"\\\\]+)\\\\?\"\\s*:");
    private static final double LIMIT_SECONDS = 10;
    private static final int WEIGHT = 20;
    /// A word and its weight.
    private static final Pattern WEIGHTED = Pattern.compile("(.+?)\\s+(\\d{1,3})");

    /// Of all pieces of an answer, of which the result keeps less.
    private static final int MAX_CHARS = 4 * RecognitionResult.MAX_CHARS;

    private final ProviderErrors providerErrors;
    private final FunAsrAddresses addresses;
    private final Consumer<String> onPartial;
    private final boolean maySendSeveralSentences;
    private final Duration settle;
    private final List<String> expected;
    private final List<RecognitionResult.SpeakerPart> parts = new ArrayList<>();
    /// Whether each answer with a text said who spoke; else `parts` lacks some of it.
    private boolean speakersTold = true;
    private final StringBuilder text = new StringBuilder();
    private String provisionalText = "";
    private boolean finalFlagBeforeEnd;
    private Optional<Boolean> previousFinalFlag = Optional.empty();
    /// Whether anything came after the end of the speech.
    private boolean answered;
    /// Samples.
    private long sent;
    private Time.Timer settleTimer = Time.Timer.NONE;
    private final ProviderSocket socket;

    /// @param atOnce duration of the speech when it is sent all at once; zero when it is sent while it is spoken
    FunAsrRecognitionStream(SharedHttpClient sharedHttpClient, ProviderErrors providerErrors, FunAsrAddresses addresses, int rate, List<String> expected,
        Duration atOnce, Consumer<String> onPartial) {
        super("funasr-" + providerErrors.provider().alias(), sharedHttpClient.time(), providerErrors.provider().timeout(LIMIT_SECONDS), rate);
        this.providerErrors = providerErrors;
        this.addresses = addresses;
        socket = new ProviderSocket(sharedHttpClient, providerErrors, new AnswerListener());
        this.expected = List.copyOf(expected);
        this.onPartial = onPartial;
        maySendSeveralSentences = atOnce.compareTo(ONE_SENTENCE) > 0;
        // a slow server needs a tenth of the duration of the speech
        settle = maySendSeveralSentences ? SETTLE.plus(atOnce.dividedBy(10)) : SETTLE;
    }

    @Override
    void open() {
        addresses.connect(socket, limit);
        socket.send(startMessage());
    }

    @Override
    void send(byte[] bytes) {
        sent += bytes.length / 2;
        socket.send(bytes);
    }

    @Override
    void sendEnd() {
        socket.send("{\"is_speaking\":false}");
        awaitAnswer();
        awaitNews(answer.handle((_, _) -> true), this::look);
    }

    private void look() {
        try {
            socket.ping();
        } catch (ProblemException e) {
            connectionEnded(e);
        }
    }

    /// The text of an utterance that was told to its end is better than nothing.
    private void connectionEnded(ProblemException failure) {
        synchronized (this) {
            if (ended() && !text.isEmpty()) {
                complete();
            }
        }
        answer.completeExceptionally(failure);
    }

    @Override
    ProblemException timedOut(Duration after) {
        return providerErrors.timedOut(after);
    }

    /// A server that understood nothing says nothing.
    private synchronized void awaitAnswer() {
        if (!answered && !answer.isDone()) {
            settleTimer.cancel();
            settleTimer = time.after(NO_ANSWER.plus(Duration.ofMillis(sent * 1000 / RATE / 10)), this::complete);
        }
    }

    private String startMessage() {
        ProviderSettings provider = providerErrors.provider();
        ObjectNode begin = JSON.createObjectNode().put("mode", provider.text("mode").orElse("offline"));
        begin.putArray("chunk_size").add(5).add(10).add(5);
        begin.put("chunk_interval", 10).put("wav_name", "utterance").put("wav_format", "pcm").put("audio_fs", RATE).put("is_speaking", true);
        begin.put("hotwords", hotwords(provider.section().path("hotwords"))).put("itn", provider.flag("itn", true));
        provider.text("svs_lang", "language").ifPresent(language -> begin.put("svs_lang", language));
        if (provider.section().has("svs_itn")) {
            begin.put("svs_itn", provider.flag("svs_itn", true));
        }
        return begin.toString();
    }

    /// Words to prefer, as servers read them: a JSON object from word to weight, sent as a string. What the settings give as text goes as it is, unless
    /// each of its lines is a word and its weight, as in the files of FunASR. Without any they are the expected sentences.
    private String hotwords(JsonNode written) {
        ObjectNode words = JSON.createObjectNode();
        String text = written.isTextual() ? written.asText().strip() : "";
        if (written.isObject()) {
            words.setAll((ObjectNode) written);
        } else if (written.isArray()) {
            written.forEach(word -> words.put(word.asText(), WEIGHT));
        } else if (!text.isEmpty()) {
            List<Matcher> lines = text.lines().filter(Predicate.not(String::isBlank)).map(line -> WEIGHTED.matcher(line.strip())).toList();
            if (!lines.stream().allMatch(Matcher::matches)) {
                return text;
            }
            lines.forEach(line -> words.put(line.group(1), Integer.parseInt(line.group(2))));
        } else {
            expected.forEach(sentence -> words.put(sentence, WEIGHT));
        }
        return words.isEmpty() ? "" : words.toString();
    }

    /// Holds the lock, so that answers are handled in the order in which they arrive.
    private synchronized void handleAnswer(String message) {
        if (ended() && !answered) {
            answered = true;
            settleTimer.cancel();
        }
        JsonNode tree = read(message);
        if (!tree.isObject() || !tree.path("text").isTextual()) {
            answer.completeExceptionally(providerErrors.malformed(message));
            return;
        }
        String piece = TextLimit.cut(OpenAiRecognizer.withoutMarkers(tree.path("text").asText()), RecognitionResult.MAX_CHARS);
        if (text.length() + provisionalText.length() + piece.length() > MAX_CHARS) {
            answer.completeExceptionally(providerErrors.endless(ProblemReason.BOUND_CHARACTERS, MAX_CHARS));
            return;
        }
        String mode = tree.path("mode").asText("offline");
        if (mode.endsWith("online")) {
            handlePartial(piece, mode.equals("online"));
        } else {
            handleSentence(piece, FunAsrSpeakers.parts(tree.path("stamp_sents")), tree.path("is_final").asBoolean(false));
        }
    }

    private static JsonNode read(String message) {
        try {
            return JSON.readTree(message);
        } catch (JsonProcessingException _) {
            return JSON.missingNode();
        }
    }

    /// @param only whether no whole sentence follows the partial results
    private void handlePartial(String piece, boolean only) {
        provisionalText = TextLimit.cut(provisionalText + piece, RecognitionResult.MAX_CHARS);
        onPartial.accept(fullText());
        if (ended() && (only || maySendSeveralSentences && !text.isEmpty())) {
            settle();
        }
    }

    /// @param flag its `is_final`
    private void handleSentence(String piece, List<RecognitionResult.SpeakerPart> speakers, boolean flag) {
        // a server that never ends is not collected forever
        if (text.length() < RecognitionResult.MAX_CHARS) {
            text.append(separator(piece)).append(piece);
        }
        provisionalText = "";
        addParts(piece, speakers);
        onPartial.accept(fullText());
        finalFlagBeforeEnd |= !ended() && flag;
        boolean last = maySendSeveralSentences ? previousFinalFlag.isPresent() && previousFinalFlag.get() != flag : flag && !finalFlagBeforeEnd;
        previousFinalFlag = Optional.of(flag);
        if (ended() && last) {
            complete();
        } else if (ended()) {
            settle();
        }
    }

    private void addParts(String piece, List<RecognitionResult.SpeakerPart> more) {
        speakersTold &= (piece.isEmpty() || !more.isEmpty()) && parts.size() + more.size() <= FunAsrSpeakers.MOST;
        if (speakersTold) {
            parts.addAll(more);
        }
    }

    /// A space, in languages that put one between words; else nothing.
    private String separator(String piece) {
        return text.isEmpty() || piece.isEmpty() || text.charAt(text.length() - 1) > 0x2e80 || piece.charAt(0) > 0x2e80 ? "" : " ";
    }

    private void settle() {
        settleTimer.cancel();
        settleTimer = time.after(settle, this::complete);
    }

    private synchronized void complete() {
        answer.complete(new RecognitionResult(fullText(), 1, OptionalDouble.empty(), hints(),
            speakersTold && provisionalText.isEmpty() ? FunAsrSpeakers.telling(parts) : List.of()));
    }

    /// What the server was told to expect, without weights.
    private List<String> hints() {
        JsonNode written = providerErrors.provider().section().path("hotwords");
        if (written.isObject()) {
            return List.copyOf(written.propertyStream().map(Map.Entry::getKey).toList());
        }
        if (written.isArray()) {
            return written.valueStream().map(JsonNode::asText).toList();
        }
        Matcher quoted = WORD_IN_JSON.matcher(written.asText());
        if (written.asText().strip().startsWith("{")) {
            return quoted.results().map(word -> word.group(1)).toList();
        }
        List<String> lines = written.asText().lines().map(line -> WEIGHTED.matcher(line.strip()).replaceFirst("$1")).filter(Predicate.not(String::isBlank))
            .toList();
        return lines.isEmpty() ? expected : lines;
    }

    private String fullText() {
        return (text + separator(provisionalText) + provisionalText).strip();
    }

    @Override
    void release() {
        synchronized (this) {
            settleTimer.cancel();
        }
        socket.close();
    }

    private final class AnswerListener implements ProviderSocket.SocketListener {
        @Override
        public void received(String message) {
            handleAnswer(message);
        }

        @Override
        public void ended(ProblemException failure) {
            connectionEnded(failure);
        }
    }
}
