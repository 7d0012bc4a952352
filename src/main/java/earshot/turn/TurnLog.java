package earshot.turn;

import earshot.audio.PcmAudio;
import earshot.device.TurnFacts;
import earshot.watch.MutableWatch;
import earshot.watch.Watch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The newest finished turns of all devices, with the audio of the last few, in memory only. Safe for use from any thread.
public final class TurnLog {
    /// How many turns are kept.
    public static final int MAX_TURNS = 200;
    /// How many turns keep their audio, as far as it fits into [#MAX_AUDIO_BYTES].
    public static final int MAX_WITH_AUDIO = 20;
    /// Limit for the audio of all turns together.
    public static final int MAX_AUDIO_BYTES = 48 * 1024 * 1024;

    private final MutableWatch<List<TurnRecord>> rows = new MutableWatch<>(List.of());
    private long numbers;

    /// Newest first.
    public Watch<List<TurnRecord>> rows() {
        return rows;
    }

    /// Drops all audio and keeps the turns.
    public synchronized void forgetAudio() {
        rows.set(rows.get().stream().map(TurnRecord::withoutAudio).toList());
    }

    synchronized void add(AssistantRequest.DeviceInfo device, String assistant, String voice, TurnFacts facts, Optional<PcmAudio> userAudio, Optional<PcmAudio> answerAudio) {
        List<TurnRecord> all = new ArrayList<>(MAX_TURNS);
        all.add(new TurnRecord(++numbers, device.id(), device.name(), assistant, voice, facts, userAudio, answerAudio));
        long bytes = all.getFirst().bytes();
        for (TurnRecord row : rows.get()) {
            if (all.size() == MAX_TURNS) {
                break;
            }
            bytes += row.bytes();
            all.add(all.size() < MAX_WITH_AUDIO && bytes <= MAX_AUDIO_BYTES ? row : row.withoutAudio());
        }
        rows.set(List.copyOf(all));
    }
}
