package earshot.operator;

import module java.base;

import earshot.feature.DeviceConnection;
import earshot.id.DeviceId;
import earshot.session.Announcement;
import earshot.session.AnnouncementSource;
import earshot.session.RegistrationStep;

/// Sentences that wait until the connection of their device says them. What is not said when a connection ends is over with it. Safe for use from any thread.
public final class OperatorSpeech implements AnnouncementSource, RegistrationStep {
    /// Of one device.
    public static final int MOST_WAITING = 8;

    /// What became of a sentence.
    enum Result { SPOKEN, NOT_HEARD, CONNECTION_ENDED }

    private final Set<DeviceConnection> connections = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<Sentence> sentences = new ArrayList<>();

    private static final class Sentence {
        final DeviceId device;
        final String text;
        final CompletableFuture<Result> result = new CompletableFuture<>();
        boolean taken;
        /// The connection that says it was replaced by another one.
        boolean former;

        Sentence(DeviceId device, String text) {
            this.device = device;
            this.text = text;
        }
    }

    /// Has a sentence wait. Empty when too many do.
    synchronized Optional<CompletableFuture<Result>> add(DeviceId device, String text) {
        if (of(device).size() >= MOST_WAITING) {
            return Optional.empty();
        }
        Sentence sentence = new Sentence(device, text);
        sentences.add(sentence);
        return Optional.of(sentence.result);
    }

    /// Nobody can say what waits for a device.
    void connectionMissing(DeviceId device) {
        end(device, _ -> true);
    }

    @Override
    public synchronized Optional<Announcement> next(DeviceId device) {
        return of(device).stream().filter(sentence -> !sentence.taken).findFirst().map(sentence -> {
            sentence.taken = true;
            return new Announcement() {
                @Override
                public List<String> sentences() {
                    return List.of(sentence.text);
                }

                @Override
                public void ended(int begun) {
                    end(sentence, begun > 0 ? Result.SPOKEN : Result.NOT_HEARD);
                }
            };
        });
    }

    @Override
    public synchronized void connected(DeviceConnection connection) {
        connections.add(connection);
        of(connection.deviceId()).stream().filter(sentence -> sentence.taken).forEach(sentence -> sentence.former = true);
    }

    @Override
    public void disconnected(DeviceConnection connection) {
        DeviceId device = connection.deviceId();
        boolean another;
        synchronized (this) {
            connections.remove(connection);
            another = connections.stream().anyMatch(open -> open.deviceId().equals(device));
        }
        end(device, sentence -> !another || sentence.former);
    }

    private void end(DeviceId device, Predicate<Sentence> which) {
        List<Sentence> over;
        synchronized (this) {
            over = of(device).stream().filter(which).toList();
        }
        over.forEach(sentence -> end(sentence, Result.CONNECTION_ENDED));
    }

    /// Outside of the lock, because whoever waits continues here.
    private void end(Sentence sentence, Result result) {
        synchronized (this) {
            sentences.remove(sentence);
        }
        sentence.result.complete(result);
    }

    private List<Sentence> of(DeviceId device) {
        return sentences.stream().filter(sentence -> sentence.device.equals(device)).toList();
    }
}
