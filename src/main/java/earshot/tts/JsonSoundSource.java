package earshot.tts;

import static earshot.data.JsonMappers.strictTree;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.problem.ProblemReason;
import earshot.remote.ErrorBody;
import earshot.remote.ProviderErrors;

/// Sound that some voices send as text within JSON: one object, one in each line, or one in each event of a stream (SSE). What is not JSON passes as it is,
/// JSON that only says where the sound is is followed there, once; JSON without either is the refusal of the service, in its words.
final class JsonSoundSource implements SoundSource {
    private static final int MAX_CHARS = 64 << 20;
    private static final int HEAD_BYTES = 64;
    /// What raw samples that begin like JSON have and text has not; the last character may be cut.
    private static final Pattern SAMPLES = Pattern.compile("[\\x00-\\x08\\x0e-\\x1f]|\uFFFD.");
    private static final List<String> BEGINNINGS = List.of("{", "[", "data:", "event:", "id:", "retry:", ":");

    private final SoundSource source;
    private final SoundInJson sound;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final StringBuilder all = new StringBuilder();
    private Optional<byte[]> peeked = Optional.empty();
    /// The last object, in case that there is no sound.
    private Optional<JsonNode> refusal = Optional.empty();
    private boolean json;
    private boolean ended;
    private final Function<URI, SoundSource> links;
    private Optional<SoundSource> linked = Optional.empty();
    private boolean closed;

    /// @param links gets what is at an address
    /// @param raw whether the settings say that the sound is raw samples, which have no sign
    JsonSoundSource(SoundSource source, Function<URI, SoundSource> links, boolean raw) {
        this.source = source;
        this.links = links;
        sound = new SoundInJson(raw);
    }

    @Override
    public String open() {
        String type = source.open();
        peeked = source.read();
        String head = peeked.map(bytes -> new String(bytes, 0, Math.min(bytes.length, HEAD_BYTES), StandardCharsets.UTF_8)).orElse("")
            .replace("\uFEFF", "").strip();
        json = BEGINNINGS.stream().anyMatch(head::startsWith) && !SAMPLES.matcher(head).find();
        return json ? "" : type;
    }

    @Override
    public Optional<byte[]> read() {
        Optional<SoundSource> elsewhere = linked();
        while (!ended && elsewhere.isEmpty()) {
            Optional<byte[]> bytes = peeked.or(source::read);
            peeked = Optional.empty();
            if (!json) {
                return bytes;
            }
            ended = bytes.isEmpty();
            byte[] heard = bytes.map(this::lines).orElseGet(this::rest);
            if (heard.length > 0) {
                return Optional.of(heard);
            }
            elsewhere = linked();
        }
        return elsewhere.flatMap(SoundSource::read);
    }

    private synchronized Optional<SoundSource> linked() {
        return linked;
    }

    private void follow(URI address) {
        SoundSource found = links.apply(address);
        synchronized (this) {
            linked = Optional.of(found);
            if (closed) {
                found.close();
            }
        }
        found.open();
    }

    @Override
    public ProviderErrors errors() {
        return source.errors();
    }

    @Override
    public void close() {
        source.close();
        synchronized (this) {
            closed = true;
            linked.ifPresent(SoundSource::close);
        }
    }

    /// The sound of the lines that these bytes end.
    private byte[] lines(byte[] bytes) {
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        int from = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                line.write(bytes, from, i - from);
                heard.writeBytes(soundOfLine());
                from = i + 1;
            }
        }
        line.write(bytes, from, bytes.length - from);
        return heard.toByteArray();
    }

    private byte[] soundOfLine() {
        String text = line.toString(StandardCharsets.UTF_8).replace("\uFEFF", "").strip();
        line.reset();
        if (sound.isFound()) {
            all.setLength(0);
        } else if (all.length() + text.length() < MAX_CHARS) {
            all.append(text).append('\n');
        }
        Optional<JsonNode> tree = parse(text.startsWith("data:") ? text.substring("data:".length()) : text);
        refusal = tree.filter(JsonNode::isObject).or(() -> refusal);
        if (sound.isFound() && tree.filter(JsonSoundSource::breaksOff).isPresent()) {
            throw refused(tree.get().toString());
        }
        return tree.map(sound::of).orElse(new byte[0]);
    }

    /// At the end: JSON may have been written in several lines.
    private byte[] rest() {
        byte[] last = soundOfLine();
        if (last.length > 0 || sound.isFound()) {
            return last;
        }
        Optional<JsonNode> whole = parse(all.toString());
        byte[] heard = whole.map(sound::of).orElse(new byte[0]);
        if (heard.length == 0 && sound.unknownKey().isPresent()) {
            throw errors().malformed(ProblemReason.AUDIO_IN_JSON, List.of(sound.unknownKey().get()));
        }
        Optional<URI> link = heard.length > 0 ? Optional.empty() : refusal.or(() -> whole).flatMap(answer -> SoundLink.in(answer, errors().address()));
        link.ifPresent(this::follow);
        if (heard.length == 0 && link.isEmpty()) {
            throw refused(refusal.or(() -> whole).map(JsonNode::toString).orElse(all.toString()));
        }
        return heard;
    }

    /// Whether it ends a stream of which some was heard.
    private static boolean breaksOff(JsonNode tree) {
        JsonNode error = tree.path("error");
        return tree.at("/base_resp/status_code").asInt() != 0 || error.isObject() || error.isTextual() && !error.textValue().isBlank();
    }

    /// What its words say, where they are known.
    private ProblemException refused(String body) {
        ProblemException refused = errors().ofStatus(0, body);
        return refused.problem().code() == ProblemCode.PROVIDER_FAILED
            ? errors().malformed(ProblemReason.AUDIO_IS_TEXT, List.of(ErrorBody.parse(body).words().strip())) : refused;
    }

    private static Optional<JsonNode> parse(String text) {
        return Optional.of(strictTree(text)).filter(tree -> !tree.isMissingNode());
    }
}
