package earshot.tts;

import static earshot.data.JsonMappers.strictTree;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.problem.ProblemReason;
import earshot.remote.ProviderErrors;

/// Sound that a first answer only says where to find.
final class LinkedSoundSource implements SoundSource {
    private static final int MAX_BYTES = 1 << 20;

    private final SoundSource answer;
    private final Function<JsonNode, Optional<SoundSource>> link;
    private Optional<SoundSource> sound = Optional.empty();
    private boolean closed;

    /// @param link the source that an answer names; empty where it names none
    LinkedSoundSource(SoundSource answer, Function<JsonNode, Optional<SoundSource>> link) {
        this.answer = answer;
        this.link = link;
    }

    @Override
    public String open() {
        answer.open();
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Optional<byte[]> bytes = answer.read(); bytes.isPresent() && all.size() < MAX_BYTES; bytes = answer.read()) {
            all.writeBytes(bytes.get());
        }
        String text = all.toString(StandardCharsets.UTF_8);
        return found(parse(text).flatMap(link).orElseThrow(() -> errors().malformed(ProblemReason.AUDIO_IS_TEXT, List.of(text)))).open();
    }

    @Override
    public Optional<byte[]> read() {
        return present().read();
    }

    @Override
    public ProviderErrors errors() {
        return answer.errors();
    }

    @Override
    public void close() {
        answer.close();
        synchronized (this) {
            closed = true;
            sound.ifPresent(SoundSource::close);
        }
    }

    private synchronized SoundSource found(SoundSource named) {
        sound = Optional.of(named);
        if (closed) {
            named.close();
        }
        return named;
    }

    private synchronized SoundSource present() {
        return sound.orElseThrow();
    }

    private static Optional<JsonNode> parse(String text) {
        return Optional.of(strictTree(text)).filter(tree -> !tree.isMissingNode());
    }
}
