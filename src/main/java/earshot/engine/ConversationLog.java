package earshot.engine;

import module java.base;

import earshot.engine.Operation.Outcome;
import earshot.id.DeviceId;
import earshot.memory.ConversationExporter;
import earshot.memory.ConversationKeepSettings;
import earshot.memory.Exchange;
import earshot.memory.ExchangeStore;
import earshot.problem.Failures;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.problem.ProblemSubject;
import earshot.store.PrivateFiles;
import earshot.time.Time;
import earshot.turn.TurnLog;
import earshot.turn.TurnRecord;
import earshot.watch.WatchSubscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps what was said to devices for as many days as the settings say, and writes it to files. What this run still has in memory is written, too, also when
/// nothing is kept. Safe for use from any thread.
final class ConversationLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ConversationLog.class);
    private static final Duration DELETE_INTERVAL = Duration.ofHours(1);

    private final CoreServices core;
    private final TurnLog turns;
    private final ExchangeStore store;
    private final List<WatchSubscription> subscriptions;
    private final Time.Timer timer;
    /// Numbers of the turns that were looked at, as far as they are still there: they do not end in the order of their starts.
    private Set<Long> seen = Set.of();

    ConversationLog(CoreServices core, TurnLog turns, ExchangeStore store) {
        this.core = core;
        this.turns = turns;
        this.store = store;
        // another number of days holds at once
        subscriptions = List.of(core.configuration().settings().observe(_ -> deleteOld()), turns.rows().observe(this::keep));
        timer = core.time().every(DELETE_INTERVAL, this::deleteOld);
    }

    private int days() {
        return core.settings().of(ConversationKeepSettings.SECTION).days();
    }

    private synchronized void keep(List<TurnRecord> rows) {
        List<Exchange> fresh = rows.stream().filter(turn -> !seen.contains(turn.number())).map(ConversationLog::exchange).flatMap(Optional::stream).toList()
            .reversed();
        seen = rows.stream().map(TurnRecord::number).collect(Collectors.toSet());
        if (days() > 0 && !fresh.isEmpty()) {
            store.add(fresh).whenComplete((_, failure) -> {
                if (failure == null) {
                    core.problems().resolve(ProblemCode.CONVERSATION_NOT_KEPT, new ProblemSubject.Program());
                } else {
                    core.problems().raise(Problem.of(ProblemCode.CONVERSATION_NOT_KEPT, new ProblemSubject.Program(), Failures.argument(failure)));
                }
            });
        }
    }

    private void deleteOld() {
        if (days() == 0 && unknown()) {
            return;
        }
        store.deleteBefore(days() == 0 ? Instant.ofEpochMilli(Long.MAX_VALUE) : core.time().now().minus(Duration.ofDays(days()))).exceptionally(failure -> {
            LOG.warn("old conversations stay in the database: {}", Failures.reason(failure));
            return null;
        });
    }

    /// Whether the number of days may be another one than that in force: where it is written cannot be read, or is not a number.
    private boolean unknown() {
        return core.configuration().found().stream()
            .anyMatch(problem -> problem.code() == ProblemCode.CONFIG_UNREADABLE || problem.code() == ProblemCode.CONFIG_MISSING
            || problem.subject() instanceof ProblemSubject.Setting(String key) && (ConversationKeepSettings.KEY + ".").startsWith(key + "."));
    }

    /// A turn in which nothing was said and nothing answered is none.
    private static Optional<Exchange> exchange(TurnRecord turn) {
        String heard = turn.facts().transcript().text();
        String answer = turn.facts().answer().text();
        return heard.isBlank() && answer.isBlank() ? Optional.empty()
            : Optional.of(new Exchange(turn.deviceId(), turn.facts().at().truncatedTo(ChronoUnit.MILLIS), heard, answer, turn.assistant()));
    }

    /// Writes what is kept and what is in memory to a file, each once.
    ///
    /// @throws ProblemException when the database cannot be read or the file not written
    Outcome export(Command.ExportConversations request) {
        Map<Map.Entry<DeviceId, Instant>, Exchange> all = new LinkedHashMap<>();
        Stream<Exchange> memory = turns.rows().get().reversed().stream().map(ConversationLog::exchange).flatMap(Optional::stream)
            .filter(one -> request.device().isEmpty() || request.device().get().equals(one.device()));
        Stream.concat(Failures.join(store.read(request.device())).stream(), memory).forEach(one -> all.putIfAbsent(Map.entry(one.device(), one.at()), one));
        List<Exchange> said = all.values().stream().sorted(Comparator.comparing(Exchange::at)).toList();
        try {
            PrivateFiles.write(request.file(), ConversationExporter.render(said, request.format(), ZoneId.systemDefault()).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            String file = request.file().toString();
            throw new ProblemException(Problem.of(ProblemCode.EXPORT_FAILED, new ProblemSubject.File(file), file, Failures.argument(e)), e);
        }
        return Outcome.Done.of("conversations", said.size(), request.file());
    }

    @Override
    public void close() {
        subscriptions.forEach(WatchSubscription::close);
        timer.cancel();
    }
}
