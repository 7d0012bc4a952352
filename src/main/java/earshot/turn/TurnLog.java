package earshot.turn;

import earshot.audio.Speech;
import earshot.device.TurnFacts;
import earshot.watch.Cell;
import earshot.watch.Watch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The newest finished turns of all devices, with the audio of the last few, in memory only. Safe for use from any thread.
public final class TurnLog {
    /// How many turns are kept.
    public static final int TURNS = 200;
    /// How many turns keep their audio, as far as it fits into [#BYTES].
    public static final int SOUNDS = 20;
    /// Limit for the audio of all turns together.
    public static final int BYTES = 48 * 1024 * 1024;

    private final Cell<List<TurnRecord>> rows = new Cell<>(List.of());
    private long numbers;

    /// Newest first.
    public Watch<List<TurnRecord>> rows() {
        return rows;
    }

    /// Drops all audio and keeps the turns.
    public synchronized void forgetSounds() {
        rows.set(rows.get().stream().map(TurnRecord::silent).toList());
    }

    synchronized void add(Heard.About device, String assistant, String voice, TurnFacts facts, Optional<Speech> heard, Optional<Speech> spoken) {
        List<TurnRecord> all = new ArrayList<>(TURNS);
        all.add(new TurnRecord(++numbers, device.id(), device.name(), assistant, voice, facts, heard, spoken));
        long bytes = all.getFirst().bytes();
        for (TurnRecord row : rows.get()) {
            if (all.size() == TURNS) {
                break;
            }
            bytes += row.bytes();
            all.add(all.size() < SOUNDS && bytes <= BYTES ? row : row.silent());
        }
        rows.set(List.copyOf(all));
    }
}
