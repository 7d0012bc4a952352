package earshot.turn;

import module java.base;

import earshot.audio.PcmAudio;
import earshot.data.BoundedMap;
import earshot.id.DeviceId;
import earshot.watch.MutableWatch;
import earshot.watch.Watch;

/// The newest finished turns of all devices, with the audio of the last few, and the newest turn of each device. In memory only. Safe for
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

    private final MutableWatch<List<TurnRecord>> rows = new MutableWatch<>(List.of());
    private final Map<DeviceId, MutableWatch<Optional<TurnFacts>>> lastTurns = BoundedMap.leastRecentlyUsed(MAX_DEVICES);
    private long numbers;

    public Watch<List<TurnRecord>> rows() {
        return rows;
    }

    /// The newest turn of a device, running or finished; empty before its first one.
    public Watch<Optional<TurnFacts>> lastTurn(DeviceId deviceId) {
        return writableLastTurn(deviceId);
    }

    /// The facts of a turn changed. An older turn that is still being recognised does not replace a newer one.
    public void turnUpdated(DeviceId deviceId, TurnFacts facts) {
        writableLastTurn(deviceId).update(last -> last.filter(known -> known.at().isAfter(facts.at())).isPresent() ? last : Optional.of(facts));
    }

    private synchronized MutableWatch<Optional<TurnFacts>> writableLastTurn(DeviceId deviceId) {
        return lastTurns.computeIfAbsent(deviceId, _ -> new MutableWatch<>(Optional.empty()));
    }

    /// Drops all audio and keeps the turns.
    public synchronized void forgetAudio() {
        rows.set(rows.get().stream().map(TurnRecord::withoutAudio).toList());
    }

    synchronized void add(AssistantRequest.DeviceInfo device, String assistant, String voice, TurnFacts facts, Optional<PcmAudio> userAudio, Optional<PcmAudio> answerAudio) {
        List<TurnRecord> all = new ArrayList<>(MAX_TURNS);
        all.add(new TurnRecord(++numbers, device.id(), device.name(), assistant, voice, facts, userAudio, answerAudio));
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
