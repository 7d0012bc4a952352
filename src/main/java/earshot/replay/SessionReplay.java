package earshot.replay;

import module java.base;

import earshot.capture.RecordedConnection;
import earshot.capture.SessionEntry;
import earshot.time.Time;

/// Plays the connections of one recorded device against a server, with the pauses between them.
public final class SessionReplay {
    /// A device that sleeps between two connections need not sleep here.
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private SessionReplay() {}

    /// @param connections what passed this time, as a recording has it
    /// @param stuck what the server did not say, by connections, so that the rest of them was not played
    public record Run(List<RecordedConnection> connections, Map<Integer, String> stuck) {
        public Run {
            connections = List.copyOf(connections);
            stuck = Map.copyOf(stuck);
        }
    }

    /// Waits until all have been played.
    ///
    /// @param recorded connections of one device, in the order of their beginnings
    /// @throws IOException when the server cannot be reached, or refuses a connection
    public static Run play(Time time, ReplayTarget target, List<RecordedConnection> recorded) throws IOException {
        return play(time, target, recorded, _ -> { });
    }

    /// @param moments takes the monotonic times of what the device did in the recording, just before it does that again
    static Run play(Time time, ReplayTarget target, List<RecordedConnection> recorded, LongConsumer moments) throws IOException {
        List<CompletableFuture<ConnectionReplay.Played>> runs = new ArrayList<>();
        for (int i = 0; i < recorded.size(); i++) {
            if (i > 0) {
                pause(time, target, recorded.get(i - 1), recorded.get(i), runs.getLast());
            }
            RecordedConnection connection = recorded.get(i);
            runs.add(CompletableFuture.supplyAsync(() -> played(time, target, connection, moments),
                run -> Thread.ofVirtual().name("replay-" + connection.number()).start(run)));
        }
        List<RecordedConnection> connections = new ArrayList<>();
        Map<Integer, String> stuck = new HashMap<>();
        for (CompletableFuture<ConnectionReplay.Played> run : runs) {
            ConnectionReplay.Played played = joined(run);
            connections.add(played.connection());
            played.stuck().ifPresent(answer -> stuck.put(played.connection().number(), answer.toString()));
        }
        return new Run(connections, stuck);
    }

    /// A connection that began while the one before it was open begins so again, any other one when that is over.
    private static void pause(Time time, ReplayTarget target, RecordedConnection before, RecordedConnection next,
        CompletableFuture<ConnectionReplay.Played> run) throws IOException {
        Optional<Long> end = before.closed().map(SessionEntry.Closed::nanos).filter(closed -> closed <= next.nanos());
        if (end.isPresent()) {
            joined(run);
        }
        Duration gap = Duration.ofNanos((long) ((next.nanos() - end.orElse(before.nanos())) / target.speed()));
        time.sleep(end.isPresent() && gap.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : gap);
    }

    private static ConnectionReplay.Played played(Time time, ReplayTarget target, RecordedConnection connection, LongConsumer moments) {
        try {
            return new ConnectionReplay(time, target, connection, moments).run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ConnectionReplay.Played joined(CompletableFuture<ConnectionReplay.Played> run) throws IOException {
        try {
            return run.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof UncheckedIOException failed) {
                throw failed.getCause();
            }
            throw e;
        }
    }
}
