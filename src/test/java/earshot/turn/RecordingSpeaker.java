package earshot.turn;

import earshot.device.TurnFacts;
import earshot.time.Time;
import earshot.wire.Outbound;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Records what a turn sends, and when.
final class RecordingSpeaker implements Speaker {
    /// @param what `stt`, `llm`, `transcription`, `tts start` … or `frame`
    /// @param first the first sample of a frame
    record Line(String what, String text, long at, int first) {}

    private final Time time;
    private final List<Line> lines = new ArrayList<>();
    private final List<TurnFacts> ends = new ArrayList<>();
    private Optional<TurnFacts> newest = Optional.empty();

    RecordingSpeaker(Time time) {
        this.time = time;
    }

    @Override
    public synchronized boolean send(Outbound message) {
        lines.add(switch (message) {
            case Outbound.Stt stt -> new Line("stt", stt.text(), time.nanos(), 0);
            case Outbound.Llm llm -> new Line("llm", llm.emotion(), time.nanos(), 0);
            case Outbound.Transcription said -> new Line("transcription", said.text(), time.nanos(), 0);
            case Outbound.Tts tts -> new Line("tts " + tts.state().name().toLowerCase(), tts.text().orElse(""), time.nanos(), 0);
            default -> new Line(message.toString(), "", time.nanos(), 0);
        });
        return true;
    }

    @Override
    public synchronized boolean send(byte[] packet, short[] pcm) {
        lines.add(new Line("frame", "", time.nanos(), pcm[0]));
        return true;
    }

    @Override
    public synchronized void moved(TurnFacts facts) {
        newest = Optional.of(facts);
    }

    @Override
    public synchronized void lastWords() {
        lines.add(new Line("last words", "", time.nanos(), 0));
    }

    @Override
    public synchronized void over(TurnFacts facts) {
        ends.add(facts);
    }

    synchronized List<Line> lines() {
        return List.copyOf(lines);
    }

    /// The kinds of what was sent, in order; consecutive frames count as one.
    synchronized List<String> story() {
        List<String> story = new ArrayList<>();
        for (Line line : lines) {
            if (!line.what.equals("frame") || story.isEmpty() || !story.getLast().equals("frame")) {
                story.add(line.what);
            }
        }
        return story;
    }

    synchronized List<Line> frames() {
        return lines.stream().filter(line -> line.what.equals("frame")).toList();
    }

    synchronized long at(String what) {
        return lines.stream().filter(line -> line.what.equals(what)).findFirst().orElseThrow(() -> new AssertionError("no " + what + " in " + lines)).at;
    }

    synchronized Optional<TurnFacts> newest() {
        return newest;
    }

    synchronized List<TurnFacts> ends() {
        return List.copyOf(ends);
    }
}
