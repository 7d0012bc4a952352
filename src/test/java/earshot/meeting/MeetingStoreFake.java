package earshot.meeting;

import module java.base;

import earshot.id.MeetingId;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;

/// A store in memory that can be made slow and made to refuse writes.
public final class MeetingStoreFake implements MeetingStore {
    private final Map<MeetingId, Meeting> meetings = new LinkedHashMap<>();
    private final Map<MeetingId, TreeMap<Long, MeetingSentence>> meetingSentences = new HashMap<>();
    private final Map<MeetingId, List<Summary>> summaries = new HashMap<>();
    private final Map<MeetingId, SummaryMetrics> metrics = new HashMap<>();
    private final Map<MeetingId, TreeMap<Long, Bookmark>> marks = new HashMap<>();
    private final Map<MeetingId, Map<String, String>> speakers = new HashMap<>();
    private final Map<MeetingId, MeetingTranscript.History> histories = new HashMap<>();
    private final Queue<Runnable> held = new ArrayDeque<>();
    private boolean slow;
    private boolean refuses;
    private final Set<MeetingId> damaged = new HashSet<>();

    /// From now on writes wait for [#release].
    public synchronized void hold() {
        slow = true;
    }

    /// Performs the waiting writes in order, and is fast again.
    public void release() {
        while (true) {
            Runnable next;
            synchronized (this) {
                next = held.poll();
                if (next == null) {
                    slow = false;
                    return;
                }
            }
            next.run();
        }
    }

    public synchronized void refuse(boolean wanted) {
        refuses = wanted;
    }

    /// From now on this meeting cannot be read.
    public synchronized void damage(MeetingId id) {
        damaged.add(id);
    }

    /// What is stored of a meeting.
    public MeetingTranscript stored(MeetingId id) {
        return read(id).join().orElseThrow();
    }

    /// Texts of the sentences that count.
    public List<String> texts(MeetingId id) {
        return stored(id).countedSentences().stream().map(MeetingSentence::text).toList();
    }

    @Override
    public synchronized CompletableFuture<List<Meeting>> meetings() {
        return CompletableFuture.completedFuture(meetings.values().stream().sorted(Comparator.comparing(Meeting::startedAt).reversed()).toList());
    }

    @Override
    public synchronized CompletableFuture<Optional<MeetingTranscript>> read(MeetingId id) {
        if (damaged.contains(id)) {
            return CompletableFuture.failedFuture(new ProblemException(Problem.of(ProblemCode.STORE_FAILED, "a page is damaged")));
        }
        return CompletableFuture.completedFuture(Optional.ofNullable(meetings.get(id)).map(meeting -> {
            List<Summary> all = summaries.getOrDefault(id, List.of());
            return new MeetingTranscript(meeting, List.copyOf(meetingSentences.getOrDefault(id, new TreeMap<>()).values()),
                List.copyOf(marks.getOrDefault(id, new TreeMap<>()).values()),
                speakers.getOrDefault(id, Map.of()), all.stream().filter(Summary::checkpoint).toList(),
                all.stream().filter(one -> !one.checkpoint()).findFirst(),
                Optional.ofNullable(metrics.get(id)), histories.getOrDefault(id, MeetingTranscript.History.NONE));
        }));
    }

    @Override
    public CompletableFuture<?> put(Meeting meeting) {
        return write(() -> meetings.put(meeting.id(), meeting));
    }

    @Override
    public CompletableFuture<?> put(MeetingId meeting, List<MeetingSentence> fresh) {
        return write(() -> fresh.forEach(one -> meetingSentences.computeIfAbsent(meeting, _ -> new TreeMap<>()).put(one.number(), one)));
    }

    @Override
    public CompletableFuture<?> put(MeetingId meeting, Summary summary, Optional<SummaryMetrics> cost) {
        return write(() -> {
            List<Summary> all = summaries.computeIfAbsent(meeting, _ -> new ArrayList<>());
            all.removeIf(one -> !one.checkpoint() && !summary.checkpoint());
            all.add(summary);
            cost.ifPresent(known -> metrics.put(meeting, known));
        });
    }

    @Override
    public CompletableFuture<?> add(MeetingTranscript whole) {
        return write(() -> {
            MeetingId id = whole.meeting().id();
            meetings.put(id, whole.meeting());
            histories.put(id, whole.history());
            meetingSentences.put(id, new TreeMap<>(whole.sentences().stream().collect(Collectors.toMap(MeetingSentence::number, one -> one))));
            marks.put(id, new TreeMap<>(whole.marks().stream().collect(Collectors.toMap(Bookmark::number, one -> one))));
            speakers.put(id, new HashMap<>(whole.speakers()));
        });
    }

    @Override
    public CompletableFuture<?> reopen(Meeting meeting, Optional<Summary> interim) {
        return write(() -> {
            meetings.put(meeting.id(), meeting);
            List<Summary> all = summaries.computeIfAbsent(meeting.id(), _ -> new ArrayList<>());
            all.removeIf(one -> !one.checkpoint());
            interim.ifPresent(all::add);
        });
    }

    /// Keeps no text beside the shown one.
    @Override
    public CompletableFuture<?> addVersion(MeetingId meeting, String recognizer, Instant at, List<MeetingSentence> sentences) {
        return write(() -> meetingSentences.put(meeting, new TreeMap<>(sentences.stream().collect(Collectors.toMap(MeetingSentence::number, one -> one)))));
    }

    @Override
    public CompletableFuture<?> showVersion(MeetingId meeting, int version) {
        return write(() -> {});
    }

    @Override
    public CompletableFuture<?> deleteVersion(MeetingId meeting, int version) {
        return write(() -> {});
    }

    @Override
    public CompletableFuture<?> removeRecordingSpans(MeetingId meeting) {
        return write(() -> meetingSentences.getOrDefault(meeting, new TreeMap<>()).replaceAll((_, one) -> one.withRecordingSpan(Optional.empty())));
    }

    @Override
    public CompletableFuture<?> put(MeetingId meeting, Bookmark mark) {
        return write(() -> marks.computeIfAbsent(meeting, _ -> new TreeMap<>()).put(mark.number(), mark));
    }

    @Override
    public CompletableFuture<?> removeBookmark(MeetingId meeting, long number) {
        return write(() -> marks.getOrDefault(meeting, new TreeMap<>()).remove(number));
    }

    @Override
    public CompletableFuture<?> nameSpeaker(MeetingId meeting, String speaker, String name) {
        return write(() -> speakers.computeIfAbsent(meeting, _ -> new HashMap<>()).put(speaker, name));
    }

    @Override
    public CompletableFuture<?> put(WebhookDelivery delivery) {
        return write(() -> {});
    }

    @Override
    public CompletableFuture<?> delete(MeetingId id) {
        return write(() -> meetings.remove(id));
    }

    @Override
    public CompletableFuture<List<SearchHit>> search(String words, int most) {
        return CompletableFuture.completedFuture(List.of());
    }

    private CompletableFuture<?> write(Runnable change) {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        Runnable work = () -> {
            synchronized (this) {
                if (!refuses) {
                    change.run();
                }
            }
            if (refuses) {
                done.completeExceptionally(new ProblemException(Problem.of(ProblemCode.STORE_FAILED, "the disk is full")));
            } else {
                done.complete(true);
            }
        };
        synchronized (this) {
            if (slow) {
                held.add(work);
                return done;
            }
        }
        work.run();
        return done;
    }
}
