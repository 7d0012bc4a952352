package earshot.capture;

import static earshot.data.JsonMappers.JSON;

import module java.base;

import com.fasterxml.jackson.databind.JsonNode;
import earshot.audio.format.OggOpusWriter;
import earshot.id.DeviceId;
import earshot.store.PrivateFiles;
import earshot.turn.TurnRecord;

/// A session file while it grows: a directory that can be opened at any time, even after the process was killed. Not safe for use from several threads at once.
final class SessionDirectory implements AutoCloseable {
    static final String MANIFEST = "manifest.json";
    static final String EVENTS = "events.ndjson";
    static final String TURNS = "turns.ndjson";
    static final String PROBLEMS = "problems.ndjson";
    private static final String VENDOR = "earshot";
    /// Fewer than a ZIP file that is opened again may hold.
    private static final int MOST_SOUNDS = 50_000;

    private final Path directory;
    private final SessionClock clock;
    private final CountedFile events;
    private final CountedFile turns;
    private final Map<SoundName, Sound> sounds = new HashMap<>();
    private final Map<Integer, DeviceId> devices = new HashMap<>();
    /// Connections that ended since the last flush: another thread may still note what was sent to them.
    private final Set<Integer> ending = new HashSet<>();
    /// Connections whose sound files are closed.
    private final Set<Integer> closed = new HashSet<>();
    private long closedSounds;
    private int soundFiles;

    private static final class Sound {
        private final CountedFile file;
        private final OggOpusWriter ogg;
        private int packets;

        Sound(Path path, SoundName name) throws IOException {
            file = new CountedFile(path);
            ogg = new OggOpusWriter(file, 2 * name.connection() + name.direction().ordinal(), VENDOR);
        }
    }

    /// Creates the directory, which must not exist.
    SessionDirectory(Path directory, SessionClock clock) throws IOException {
        this.directory = directory;
        this.clock = clock;
        PrivateFiles.createDirectories(directory.toAbsolutePath().getParent());
        Files.createDirectory(directory);
        PrivateFiles.restrict(directory);
        events = new CountedFile(directory.resolve(EVENTS));
        turns = new CountedFile(directory.resolve(TURNS));
    }

    /// What was written so far.
    long bytes() {
        return events.bytes() + turns.bytes() + closedSounds + sounds.values().stream().mapToLong(sound -> sound.file.bytes()).sum();
    }

    void append(SessionEntry entry) throws IOException {
        switch (entry) {
            case SessionEntry.Packet packet when closed.contains(packet.connection()) || soundFiles >= MOST_SOUNDS && !sounds.containsKey(name(packet)) -> line(
                new SessionEntry.Lost(packet.nanos(), 1), Optional.empty());
            case SessionEntry.Packet packet -> line(packet, Optional.of(write(packet)));
            case SessionEntry.Connected connected -> {
                devices.put(connected.connection(), connected.handshake().device());
                line(connected, Optional.empty());
            }
            case SessionEntry.Closed end -> {
                ending.add(end.connection());
                line(end, Optional.empty());
            }
            case SessionEntry.Text _, SessionEntry.Frame _, SessionEntry.Row _, SessionEntry.Ota _, SessionEntry.Lost _ -> line(entry, Optional.empty());
        }
    }

    private void line(SessionEntry entry, Optional<EntryJson.Place> place) throws IOException {
        Optional<DeviceId> device = entry instanceof SessionEntry.OfConnection one ? Optional.ofNullable(devices.get(one.connection())) : Optional.empty();
        line(events, EntryJson.of(entry, clock, device, place));
    }

    private EntryJson.Place write(SessionEntry.Packet packet) throws IOException {
        SoundName name = name(packet);
        Sound sound = sounds.get(name);
        if (sound == null) {
            Path path = directory.resolve(name.path());
            PrivateFiles.createDirectories(path.getParent());
            sound = new Sound(path, name);
            sounds.put(name, sound);
            soundFiles++;
        }
        sound.ogg.write(packet.opus());
        return new EntryJson.Place(name.path(), sound.packets++);
    }

    private static SoundName name(SessionEntry.Packet packet) {
        return new SoundName(packet.connection(), packet.direction());
    }

    private void closeEnded() throws IOException {
        for (SoundName name : sounds.keySet().stream().filter(one -> ending.contains(one.connection())).toList()) {
            Sound sound = sounds.remove(name);
            sound.ogg.close();
            closedSounds += sound.file.bytes();
        }
        devices.keySet().removeAll(ending);
        closed.addAll(ending);
        ending.clear();
    }

    void append(TurnRecord turn) throws IOException {
        line(turns, TurnJson.of(turn));
    }

    /// Replaces what is said of the problems.
    void problems(List<RecordedProblem> problems) throws IOException {
        StringBuilder lines = new StringBuilder();
        problems.forEach(problem -> lines.append(ProblemJson.of(problem)).append('\n'));
        PrivateFiles.replace(directory.resolve(PROBLEMS), lines.toString().getBytes(StandardCharsets.UTF_8));
    }

    /// Replaces what the file says of itself.
    void manifest(SessionManifest manifest) throws IOException {
        PrivateFiles.replace(directory.resolve(MANIFEST), JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(ManifestJson.of(manifest)));
    }

    private static void line(CountedFile file, JsonNode node) throws IOException {
        file.write(JSON.writeValueAsBytes(node));
        file.write('\n');
    }

    /// Hands what was appended to the operating system: it survives the end of the process. Sounds go first, so that each line finds its packet.
    void flush() throws IOException {
        for (Sound sound : sounds.values()) {
            sound.ogg.flush();
            sound.file.flush();
        }
        events.flush();
        turns.flush();
        closeEnded();
    }

    /// Ends all files. Closes what can be closed, also when something fails.
    @Override
    public void close() throws IOException {
        try (turns; events) {
            IOException failed = null;
            for (Sound sound : sounds.values()) {
                try {
                    sound.ogg.close();
                } catch (IOException e) {
                    failed = e;
                }
            }
            closedSounds += sounds.values().stream().mapToLong(sound -> sound.file.bytes()).sum();
            sounds.clear();
            if (failed != null) {
                throw failed;
            }
        }
    }
}
