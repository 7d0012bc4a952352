package earshot.turn;

import module java.base;

import earshot.time.Time;
import earshot.wire.OutboundMessage;

/// Records what a turn sends, and when.
final class DeviceOutputFake implements DeviceOutput {
    /// @param what `stt`, `llm`, `transcription`, `tts start` … or `frame`
    /// @param first the first sample of a frame
    record Sent(String what, String text, long at, int first) {}

    private final Time time;
    private final List<Sent> sents = new ArrayList<>();
    private final List<TurnFacts> ends = new ArrayList<>();
    private Optional<TurnFacts> newest = Optional.empty();

    DeviceOutputFake(Time time) {
        this.time = time;
    }

    @Override
    public synchronized boolean send(OutboundMessage message) {
        sents.add(switch (message) {
            case OutboundMessage.Stt stt -> new Sent("stt", stt.text(), time.nanos(), 0);
            case OutboundMessage.Llm llm -> new Sent("llm", llm.emotion(), time.nanos(), 0);
            case OutboundMessage.Transcription said -> new Sent("transcription", said.text(), time.nanos(), 0);
            case OutboundMessage.Tts tts -> new Sent("tts " + tts.state().name().toLowerCase(), tts.text().orElse(""), time.nanos(), 0);
            default -> new Sent(message.toString(), "", time.nanos(), 0);
        });
        return true;
    }

    @Override
    public synchronized boolean send(byte[] packet, short[] pcm) {
        sents.add(new Sent("frame", "", time.nanos(), pcm[0]));
        return true;
    }

    @Override
    public synchronized void turnChanged(TurnFacts facts) {
        newest = Optional.of(facts);
    }

    @Override
    public synchronized void closeAfterTurn() {
        sents.add(new Sent("last words", "", time.nanos(), 0));
    }

    @Override
    public synchronized void turnEnded(TurnFacts facts) {
        ends.add(facts);
    }

    synchronized List<Sent> lines() {
        return List.copyOf(sents);
    }

    /// The kinds of what was sent, in order; consecutive frames count as one.
    synchronized List<String> sequence() {
        List<String> story = new ArrayList<>();
        for (Sent sent : sents) {
            if (!sent.what.equals("frame") || story.isEmpty() || !story.getLast().equals("frame")) {
                story.add(sent.what);
            }
        }
        return story;
    }

    synchronized List<Sent> frames() {
        return sents.stream().filter(sent -> sent.what.equals("frame")).toList();
    }

    synchronized long at(String what) {
        return sents.stream().filter(sent -> sent.what.equals(what)).findFirst().orElseThrow(() -> new AssertionError("no " + what + " in " + sents)).at;
    }

    synchronized Optional<TurnFacts> newest() {
        return newest;
    }

    synchronized List<TurnFacts> ends() {
        return List.copyOf(ends);
    }
}
