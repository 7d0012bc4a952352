package earshot.turn;

import module java.base;

import earshot.audio.PcmAudio;
import earshot.data.BoundedMap;
import earshot.id.DeviceId;
import earshot.watch.MutableWatch;
import earshot.watch.Watch;

/// The turns of all devices that run, the newest finished ones, with the audio of the last few, and the newest turn of each device. In memory only. Safe for
/// use from any thread.
public final class TurnLog {
    public static final int MAX_TURNS = 200;
    /// How many turns keep their audio, as far as it fits into [#MAX_AUDIO_BYTES].
    public static final int MAX_WITH_AUDIO = 20;
    public static final int MAX_AUDIO_BYTES = 48 * 1024 * 1024;
    /// Characters of all turns together.
    static final int MAX_CHARACTERS = 4_000_000;

    /// How many devices have their newest turn kept.
    public static final int MAX_DEVICES = 1_000;

    private final MutableWatch<List<TurnRecord>> running = new MutableWatch<>(List.of());
    private final MutableWatch<List<TurnRecord>> rows = new MutableWatch<>(List.of());
    private final Map<DeviceId, MutableWatch<Optional<TurnFacts>>> lastTurns = BoundedMap.leastRecentlyUsed(MAX_DEVICES);
    private long numbers;

    /// A turn from its start to its end.
    record Entry(long number, AssistantRequest.DeviceInfo device, String assistant, String voice) {
        TurnRecord with(TurnFacts facts, Optional<PcmAudio> userAudio, Optional<PcmAudio> answerAudio) {
            return new TurnRecord(number, device.id(), device.name(), assistant, voice, facts, userAudio, answerAudio);
        }
    }

    /// The turns that run, the one that began last first, without audio. One that ends is in [#rows] before it leaves here.
    public Watch<List<TurnRecord>> running() {
        return running;
    }

    /// The finished turns, the one that ended last first.
    public Watch<List<TurnRecord>> rows() {
        return rows;
    }

    /// The newest turn of a device, running or finished; empty before its first one.
    public Watch<Optional<TurnFacts>> lastTurn(DeviceId deviceId) {
        return writableLastTurn(deviceId);
    }

    /// The facts of a turn changed. An older turn that is still being recognized does not replace a newer one.
    public void turnUpdated(DeviceId deviceId, TurnFacts facts) {
        writableLastTurn(deviceId).update(
            last -> last.filter(known -> known.at().isAfter(facts.at()) || known.at().equals(facts.at()) && over(known) && !over(facts)).isPresent() ? last
                : Optional.of(facts));
    }

    private static boolean over(TurnFacts facts) {
        return facts.outcome() != TurnFacts.Outcome.RUNNING;
    }

    private synchronized MutableWatch<Optional<TurnFacts>> writableLastTurn(DeviceId deviceId) {
        return lastTurns.computeIfAbsent(deviceId, _ -> new MutableWatch<>(Optional.empty()));
    }

    /// Drops all audio and keeps the turns.
    public synchronized void forgetAudio() {
        rows.set(rows.get().stream().map(TurnRecord::withoutAudio).toList());
    }

    /// A turn begins.
    synchronized Entry begin(AssistantRequest.DeviceInfo device, String assistant, String voice, TurnFacts facts) {
        Entry entry = new Entry(++numbers, device, assistant, voice);
        running.update(all -> Stream.concat(Stream.of(entry.with(facts, Optional.empty(), Optional.empty())), all.stream()).toList());
        return entry;
    }

    synchronized void update(Entry entry, TurnFacts facts) {
        running.update(all -> all.stream().map(row -> row.number() == entry.number() ? entry.with(facts, Optional.empty(), Optional.empty()) : row).toList());
    }

    /// It has ended, also where its connection is gone and hears of it no more.
    void end(Entry entry, TurnFacts facts, Optional<PcmAudio> userAudio, Optional<PcmAudio> answerAudio) {
        add(entry.with(facts, userAudio, answerAudio));
        turnUpdated(entry.device().id(), facts);
        remove(entry);
    }

    synchronized void remove(Entry entry) {
        running.update(all -> all.stream().filter(row -> row.number() != entry.number()).toList());
    }

    private synchronized void add(TurnRecord ended) {
        TurnFacts facts = ended.facts();
        List<TurnRecord> all = new ArrayList<>(MAX_TURNS);
        all.add(ended);
        long bytes = all.getFirst().bytes();
        int characters = facts.characters();
        for (TurnRecord row : rows.get()) {
            characters += row.facts().characters();
            if (all.size() == MAX_TURNS || characters > MAX_CHARACTERS) {
                break;
            }
            bytes += row.bytes();
            all.add(all.size() < MAX_WITH_AUDIO && bytes <= MAX_AUDIO_BYTES ? row : row.withoutAudio());
        }
        rows.set(List.copyOf(all));
    }
}
