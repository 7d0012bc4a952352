package earshot.capture;

import static earshot.data.JsonMappers.STRICT_JSON;

import module java.base;

import earshot.id.DeviceId;
import earshot.problem.Failures;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.problem.ProblemReason;
import earshot.problem.ProblemSubject;
import earshot.problem.ReasonException;
import earshot.turn.TurnRecord;

/// Opens session files. Whoever made one, what is read of it is bounded and stays data; errors in it are described in words.
public final class SessionFileReader {
    /// Of the memory that the process may take; the rest is for what is made of the file. Each GB holds some five million packets of sound.
    private static final int MEMORY_PART = 2;
    /// What is packed ever so well is read no further than this many times what is kept of it.
    private static final int UNPACKED = 4;
    private static final int LONGEST_LINE = 4 << 20;
    private static final int LONGEST_MANIFEST = 4 << 20;
    /// Memory that is taken by a packet beside its sound, by the objects of another line beside its texts, and by a line that cannot be read.
    private static final int PACKET_BYTES = 80;
    private static final int LINE_BYTES = 400;
    private static final int HEADER_BYTES = 150;
    /// By what shows a device, however little passed.
    private static final int DEVICE_BYTES = 8_000;
    private static final int BAD_BYTES = 100;
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    private final Path file;
    private final ReadBudget budget;
    private final long memory;
    private final List<Problem> notes = new ArrayList<>();

    private SessionFileReader(Path file, ReadBudget budget) {
        this.file = file;
        this.budget = budget;
        memory = budget.memory();
    }

    /// Reads a session file, or the directory of a recording that is in progress or was not ended. Waits for the disk.
    ///
    /// @throws ProblemException `SESSION_UNREADABLE`
    public static SessionFile read(Path file) {
        long memory = Runtime.getRuntime().maxMemory() / MEMORY_PART;
        return read(file, new ReadBudget(memory, UNPACKED * memory));
    }

    static SessionFile read(Path file, ReadBudget budget) {
        try (SessionSource source = SessionSource.of(file)) {
            return new SessionFileReader(file, budget).read(source);
        } catch (IOException | RuntimeException e) {
            throw new ProblemException(Problem.of(ProblemCode.SESSION_UNREADABLE, new ProblemSubject.File(file.toString()), file, reason(e)), e);
        }
    }

    private static String reason(Exception why) {
        return switch (why) {
            case FileSystemException known -> Failures.argument(known);
            case ReasonException known -> Failures.argument(known);
            default -> ProblemReason.SESSION_NO_FILE.toString();
        };
    }

    private SessionFile read(SessionSource source) throws IOException {
        SessionManifest manifest = manifest(source);
        budget.take((long) DEVICE_BYTES * manifest.devices().size());
        SessionClock clock = manifest.clock();
        // before what may take all memory
        List<TurnRecord> turns = lines(source, SessionDirectory.TURNS, line -> TurnJson.read(line, clock));
        List<RecordedProblem> problems = lines(source, SessionDirectory.PROBLEMS, ProblemJson::readRecorded);
        List<SessionEntry> entries = entries(source, clock);
        if (budget.spent()) {
            Instant last = entries.isEmpty() ? clock.started() : clock.at(entries.getLast().nanos());
            notes.add(
                Problem.of(ProblemCode.SESSION_LARGE, new ProblemSubject.File(file.toString()), file, CLOCK.format(last.atZone(clock.zone())), memory >> 20));
        }
        if (source.growing()) {
            capture(ProblemReason.SESSION_GROWING.toString());
        }
        return new SessionFile(ended(manifest, entries), entries, turns, problems, notes);
    }

    /// Where recording was not ended, the last entry tells when.
    private static SessionManifest ended(SessionManifest manifest, List<SessionEntry> entries) {
        SessionClock clock = manifest.clock();
        Instant last = entries.isEmpty() ? clock.started() : clock.at(entries.getLast().nanos());
        return new SessionManifest(manifest.format(), manifest.product(), clock.ended(last.isAfter(clock.ended()) ? last : clock.ended()), manifest.settings(),
            manifest.devices(), manifest.faults());
    }

    private void capture(String reason) {
        notes.add(Problem.of(ProblemCode.SESSION_DAMAGED, new ProblemSubject.File(file.toString()), file, reason));
    }

    private SessionManifest manifest(SessionSource source) throws IOException {
        SessionSource.Content content = source.open(SessionDirectory.MANIFEST).orElseThrow(() -> new ReasonException(ProblemReason.SESSION_NO_FILE));
        try (InputStream in = budget.limit(content.in())) {
            JsonFields fields = new JsonFields(STRICT_JSON.readTree(in.readNBytes(LONGEST_MANIFEST)));
            int format = fields.number("format", 1, Integer.MAX_VALUE);
            if (format > SessionManifest.FORMAT) {
                throw new ReasonException(ProblemReason.SESSION_NEWER, format);
            }
            return ManifestJson.read(fields);
        }
    }

    /// Takes a line, and tells how much memory what is kept of it takes.
    private interface LineTaker {
        /// @param length of the line in bytes
        long take(JsonFields line, int length);
    }

    private List<SessionEntry> entries(SessionSource source, SessionClock clock) throws IOException {
        List<SessionEntry> entries = new ArrayList<>();
        Set<DeviceId> devices = new HashSet<>();
        try (SoundFiles sounds = new SoundFiles(source, budget)) {
            each(source, SessionDirectory.EVENTS, (fields, length) -> switch (EntryJson.read(fields, clock)) {
                case EntryJson.Line.Whole(SessionEntry entry) -> {
                    entries.add(entry);
                    yield LINE_BYTES + 2L * length
                        + (entry instanceof SessionEntry.Connected(_, _, RecordedHandshake begin)
                            ? (long) HEADER_BYTES * begin.headers().size() + (devices.add(begin.device()) ? DEVICE_BYTES : 0)
                            : 0);
                }
                case EntryJson.Line.Sound(SessionEntry.Packet packet, EntryJson.Place place) -> {
                    sounds.packet(place).ifPresent(
                        opus -> entries.add(new SessionEntry.Packet(packet.nanos(), packet.connection(), packet.direction(), packet.timestampMillis(), opus)));
                    yield PACKET_BYTES;
                }
                case EntryJson.Line.Unknown _ -> BAD_BYTES;
            });
            if (sounds.missing() > 0) {
                capture(ProblemReason.SESSION_SOUND.with(sounds.missing()));
            }
        }
        entries.sort(Comparator.comparingLong(SessionEntry::nanos));
        return entries;
    }

    private <T> List<T> lines(SessionSource source, String name, Function<JsonFields, T> read) throws IOException {
        List<T> all = new ArrayList<>();
        each(source, name, (fields, length) -> {
            all.add(read.apply(fields));
            return LINE_BYTES + 4L * length;
        });
        return all;
    }

    /// Reads the lines of one file as far as there are any; those that cannot be read are counted.
    private void each(SessionSource source, String name, LineTaker line) throws IOException {
        Optional<SessionSource.Content> content = source.open(name);
        if (content.isEmpty()) {
            capture(ProblemReason.SESSION_CUT.with(name));
            return;
        }
        int[] bad = {0};
        boolean cut = false;
        try (InputStream in = budget.limit(content.get().in())) {
            BoundedLines.read(in, LONGEST_LINE, bytes -> {
                OptionalLong taken = taken(bytes, line);
                bad[0] += taken.isPresent() ? 0 : 1;
                return budget.take(taken.orElse(BAD_BYTES));
            });
        } catch (IOException _) {
            cut = true;
        }
        if (cut || !budget.spent() && content.get().damaged().getAsBoolean()) {
            capture(ProblemReason.SESSION_CUT.with(name));
        }
        if (bad[0] > 0 && !source.growing()) {
            capture(ProblemReason.SESSION_LINES.with(bad[0], name));
        }
    }

    /// Also of a file that was edited on Windows.
    private static boolean blank(byte[] line) {
        return line.length == 0 || line.length == 1 && line[0] == '\r';
    }

    private static OptionalLong taken(byte[] bytes, LineTaker line) {
        try {
            return OptionalLong.of(blank(bytes) ? BAD_BYTES : line.take(new JsonFields(STRICT_JSON.readTree(bytes)), bytes.length));
        } catch (IOException | RuntimeException _) {
            return OptionalLong.empty();
        }
    }
}
