package earshot.peer;

import module java.base;

import earshot.id.DeviceId;
import earshot.id.PeerMessageId;
import earshot.id.SessionId;
import earshot.peer.PeerMessageState.Waiting;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSink;
import earshot.problem.ProblemSubject;
import earshot.store.ChildProcess;
import earshot.store.Database;
import earshot.store.HomeDirectory;
import earshot.time.SystemTime;

/// A process with a queue of messages only. It adds one after the other and tells each that is kept, until it is killed.
public final class PeerQueueProcess {
    private static final DeviceId TARGET = new DeviceId("bob");

    private PeerQueueProcess() {}

    public static void main(String[] args) {
        ChildProcess.endWithParent();
        try (Database database = open(Path.of(args[0]))) {
            PeerQueue queue = queue(database);
            SystemTime time = new SystemTime();
            for (int i = 0; i < PeerQueue.MAX_OF_DEVICE; i++) {
                PeerMessage message = new PeerMessage(new PeerMessageId(UUID.randomUUID().toString()), new DeviceId("ann"), TARGET, "note", "m" + i, "{}",
                    time.now(), new Waiting(time.now().plus(PeerQueue.LIFETIME)));
                queue.keep(queue.add(List.of(message))).join();
                System.out.println(message.summary());
            }
            // never told
            LockSupport.park();
        }
    }

    /// What reaches the target from a home, in its order.
    public static List<String> reach(Path home) {
        try (Database database = open(home)) {
            List<String> got = new ArrayList<>();
            PeerQueue queue = queue(database);
            queue.arrived(queue.drain(TARGET, SessionId.random(), message -> got.add(message.summary())).sent());
            return got;
        }
    }

    private static Database open(Path home) {
        return Database.open(new HomeDirectory(home).prepared(), List.of(DatabasePeerStore.SCHEMA));
    }

    private static PeerQueue queue(Database database) {
        return PeerQueue.open(new SystemTime(), Optional.of(database), new ProblemSink() {
            @Override
            public void raise(Problem problem) {
                throw new IllegalStateException(problem.toString());
            }

            @Override
            public void resolve(ProblemCode code, ProblemSubject subject) {}
        });
    }
}
