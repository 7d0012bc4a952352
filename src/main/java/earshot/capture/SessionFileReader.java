package earshot.capture;

import static earshot.data.JsonMappers.STRICT_JSON;

import module java.base;

import earshot.problem.Failures;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.problem.ProblemReason;
import earshot.problem.ProblemSubject;
import earshot.problem.ReasonException;
import earshot.turn.TurnRecord;

/// Opens session files. Whoever made one, what is read of it is bounded and stays data; what is wrong with it is told in words.
public final class SessionFileReader {
    /// Some two hours of one device that talks and is talked to.
    private static final long MEMORY = 128 << 20;
    private static final long UNPACKED = 1L << 30;
    private static final int LONGEST_LINE = 4 << 20;
    private static final int LONGEST_MANIFEST = 4 << 20;
    /// The objects of a line beside its texts, of which short lines have none.
    private static final int LINE_BYTES = 200;
    private static final int SHORT_LINE = 300;

    private final Path file;
    private final ReadBudget budget;
    private final List<Problem> notes = new ArrayList<>();

    private SessionFileReader(Path file, ReadBudget budget) {
        this.file = file;
        this.budget = budget;
    }

    /// Reads a session file, or the directory of a recording that goes on or was not ended. Waits for the disk.
    ///
    /// @throws ProblemException `SESSION_UNREADABLE`
    public static SessionFile read(Path file) {
        return read(file, new ReadBudget(MEMORY, UNPACKED));
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
        List<SessionEntry> entries = entries(source, manifest.clock());
        List<TurnRecord> turns = lines(source, SessionPart.TURNS, TurnJson::read);
        List<RecordedProblem> problems = lines(source, SessionPart.PROBLEMS, ProblemJson::readRecorded);
        if (budget.spent()) {
            note(ProblemReason.SESSION_LARGE.toString());
        }
        if (source.growing()) {
            note(ProblemReason.SESSION_GROWING.toString());
        }
        return new SessionFile(ended(manifest, entries), entries, turns, problems, notes);
    }

    /// Where recording was not ended, the last entry tells when.
    private static SessionManifest ended(SessionManifest manifest, List<SessionEntry> entries) {
        SessionClock clock = manifest.clock();
        Instant last = entries.isEmpty() ? clock.started() : clock.at(entries.getLast().nanos());
        return new SessionManifest(manifest.format(), manifest.product(), clock.ended(last.isAfter(clock.ended()) ? last : clock.ended()), manifest.settings(), manifest.devices(), manifest.faults());
    }

    private void note(String reason) {
        notes.add(Problem.of(ProblemCode.SESSION_DAMAGED, new ProblemSubject.File(file.toString()), file, reason));
    }

    private SessionManifest manifest(SessionSource source) throws IOException {
        SessionSource.Content content = source.open(SessionPart.MANIFEST).orElseThrow(() -> new ReasonException(ProblemReason.SESSION_NO_FILE));
        try (InputStream in = budget.limit(content.in())) {
            JsonFields fields = new JsonFields(STRICT_JSON.readTree(in.readNBytes(LONGEST_MANIFEST)));
            int format = fields.number("format", 1, Integer.MAX_VALUE);
            if (format > SessionManifest.FORMAT) {
                throw new ReasonException(ProblemReason.SESSION_NEWER, format);
            }
            return ManifestJson.read(fields);
        }
    }

    private List<SessionEntry> entries(SessionSource source, SessionClock clock) throws IOException {
        List<SessionEntry> entries = new ArrayList<>();
        SoundFiles sounds = new SoundFiles(source, budget);
        each(source, SessionPart.EVENTS, fields -> {
            switch (EntryJson.read(fields, clock)) {
                case EntryJson.Line.Whole(SessionEntry entry) -> entries.add(entry);
                case EntryJson.Line.Sound(SessionEntry.Packet packet, EntryJson.Place place) -> sounds.packet(place).ifPresent(opus ->
                    entries.add(new SessionEntry.Packet(packet.nanos(), packet.connection(), packet.direction(), packet.timestampMillis(), opus)));
                case EntryJson.Line.Unknown _ -> {}
            }
        });
        if (sounds.missing() > 0) {
            note(ProblemReason.SESSION_SOUND.with(sounds.missing()));
        }
        entries.sort(Comparator.comparingLong(SessionEntry::nanos));
        return entries;
    }

    private <T> List<T> lines(SessionSource source, String name, Function<JsonFields, T> read) throws IOException {
        List<T> all = new ArrayList<>();
        each(source, name, fields -> all.add(read.apply(fields)));
        return all;
    }

    /// Reads the lines of one file as far as there are any; those that cannot be read are counted.
    private void each(SessionSource source, String name, Consumer<JsonFields> line) throws IOException {
        Optional<SessionSource.Content> content = source.open(name);
        if (content.isEmpty()) {
            note(ProblemReason.SESSION_CUT.with(name));
            return;
        }
        int[] bad = {0};
        boolean cut = false;
        try (InputStream in = budget.limit(content.get().in())) {
            BoundedLines.read(in, LONGEST_LINE, bytes -> {
                bad[0] += taken(bytes, line) ? 0 : 1;
                return budget.take(LINE_BYTES + (bytes.length > SHORT_LINE ? 2L * bytes.length : 0));
            });
        } catch (IOException e) {
            cut = true;
        }
        if (cut || !budget.spent() && content.get().damaged().getAsBoolean()) {
            note(ProblemReason.SESSION_CUT.with(name));
        }
        if (bad[0] > 0 && !source.growing()) {
            note(ProblemReason.SESSION_LINES.with(bad[0], name));
        }
    }

    private static boolean taken(byte[] bytes, Consumer<JsonFields> line) {
        try {
            if (bytes.length > 0) {
                line.accept(new JsonFields(STRICT_JSON.readTree(bytes)));
            }
            return true;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }
}
