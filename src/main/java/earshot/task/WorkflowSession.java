package earshot.task;

import module java.base;

import earshot.device.ConnectionMode;
import earshot.feature.FeatureConnection;
import earshot.feature.FeatureSession;
import earshot.id.DeviceId;
import earshot.task.WorkflowMessages.ErrorCode;
import earshot.time.Time;
import earshot.wire.Dialect;
import earshot.wire.InboundMessage;
import earshot.wire.ListenMode;
import earshot.wire.OutboundMessage;

/// The list of tasks on one connection. Source: badge-protocol sections 2.9, 2.18, 3.6 and 7.2.
final class WorkflowSession implements FeatureSession {
    /// At most one list in this time for entering the working mode.
    private static final long GATE = Duration.ofMillis(1500).toNanos();

    private final FeatureConnection connection;
    private final Time time;
    private final Supplier<WorkingSettings> settings;
    private final TaskRegistry tasks;
    private final WorkflowLog log;
    private final Consumer<WorkflowSession> onClosed;
    private final TaskGroup group;
    private final AtomicBoolean listWaits = new AtomicBoolean();
    private final WorkflowReplies replies;
    /// Whether the device reads lists: every badge, and whoever sent a `workflow` message or entered the mode.
    private volatile boolean reads;
    private Time.Timer registration = Time.Timer.NONE;
    private OptionalLong lastModeStart = OptionalLong.empty();
    private boolean closed;

    WorkflowSession(FeatureConnection connection, Time time, Supplier<WorkingSettings> settings, TaskRegistry tasks, WorkflowLog log,
        Consumer<WorkflowSession> onClosed) {
        this.connection = connection;
        this.time = time;
        this.settings = settings;
        this.tasks = tasks;
        this.log = log;
        this.onClosed = onClosed;
        group = TaskGroup.of(connection.deviceId());
        replies = new WorkflowReplies(connection);
        reads = connection.dialect() == Dialect.BADGE;
    }

    TaskGroup group() {
        return group;
    }

    void opened() {
        if (!reads) {
            return;
        }
        Duration delay = settings.get().registrationDelay();
        if (delay.isZero()) {
            sendList(WorkflowLog.Source.REGISTER);
        } else {
            registration = time.after(delay, () -> connection.post(() -> {
                if (!closed) {
                    sendList(WorkflowLog.Source.REGISTER);
                }
            }));
        }
    }

    /// The device is sent the list as it is when its turn comes: one that waits already will be as new. For any thread.
    void boardChanged() {
        if (reads && listWaits.compareAndSet(false, true)) {
            connection.post(() -> {
                if (!closed) {
                    replies.send(() -> {
                        listWaits.set(false);
                        return WorkflowMessages.snapshot(tasks.board(group));
                    });
                }
            });
        }
    }

    private void sendList(WorkflowLog.Source source) {
        replies.send(() -> {
            List<Task> board = tasks.board(group);
            log.snapshot(source, group, connection.deviceId(), board.size());
            return WorkflowMessages.snapshot(board);
        });
    }

    @Override
    public void received(InboundMessage.Family message) {
        reads = true;
        handle(WorkflowRequestReader.read(message.body(), group));
    }

    private void refuse(ErrorCode code, String reason) {
        replies.send(() -> WorkflowMessages.error(code, reason));
    }

    private void handle(WorkflowRequest request) {
        Optional<DeviceId> by = Optional.of(connection.deviceId());
        switch (request) {
            case WorkflowRequest _ when replies.full() -> connection
                .send(WorkflowMessages.error(ErrorCode.LIMIT_REACHED, WorkflowReplies.MAX_WAITING + " answers wait for the disk"));
            case WorkflowRequest.Invalid(String reason) -> refuse(ErrorCode.SCHEMA_INVALID, reason);
            case WorkflowRequest.Show _ -> sendList(WorkflowLog.Source.LIST);
            case WorkflowRequest.Update(List<TaskRegistry.Merge> merges) -> {
                connection.spend(merges.size() / 4);
                TaskChange change = tasks.merge(merges, by);
                if (change instanceof TaskChange.Made made) {
                    log.updated(made.groups(), made.ids().size(), connection.deviceId());
                    if (!made.idempotent() && !made.groups().contains(group)) {
                        boardChanged();
                    }
                }
                answer(request, change);
            }
            case WorkflowRequest.Assign(String id, Optional<String> owner) -> {
                WorkingSettings now = settings.get();
                String next = owner.filter(name -> !name.isEmpty()).orElseGet(() -> now.owner(connection.deviceId()));
                report(request, List.of(id), tasks.assign(new Task.Key(group, id), next, present -> now.sameOwner(present, next), by));
            }
            case WorkflowRequest.Complete(List<String> ids) -> report(request, ids, tasks.complete(group, ids, by));
            case WorkflowRequest.Delete(List<String> ids) -> report(request, ids, tasks.delete(group, ids));
        }
    }

    private void report(WorkflowRequest request, List<String> ids, TaskChange change) {
        if (change instanceof TaskChange.Made made) {
            log.changed(request.event(), made.idempotent() ? ids : made.ids(), group, connection.deviceId(), made.idempotent());
        }
        answer(request, change);
    }

    private void answer(WorkflowRequest request, TaskChange change) {
        switch (change) {
            case TaskChange.Made made -> replies.send(made.stored(),
                () -> made.stored().isCompletedExceptionally() ? WorkflowMessages.error(ErrorCode.NOT_STORED, "changed, but not written to the disk")
                : WorkflowMessages.ok(request.event(), made.idempotent()));
            case TaskChange.Absent(String id) -> refuse(ErrorCode.NOT_FOUND, "no task " + id + " in group " + group);
            case TaskChange.Full full -> refuse(ErrorCode.LIMIT_REACHED, full.words());
        }
    }

    @Override
    public void helloReceived() {
        if (reads) {
            sendList(WorkflowLog.Source.HELLO);
        }
    }

    @Override
    public void modeStarted() {
        reads = true;
        if (connection.dialect() == Dialect.BADGE) {
            connection.send(new OutboundMessage.Listen(ListenMode.MANUAL));
            connection.listenMode(ListenMode.MANUAL);
        }
        long now = time.nanos();
        if (lastModeStart.isEmpty() || now - lastModeStart.getAsLong() >= GATE) {
            lastModeStart = OptionalLong.of(now);
            sendList(WorkflowLog.Source.MODE_START);
        }
    }

    @Override
    public void modeEnded() {
        if (connection.dialect() == Dialect.BADGE) {
            connection.listenMode(ListenMode.AUTO);
        }
    }

    @Override
    public boolean silent() {
        return settings.get().disableTts();
    }

    @Override
    public boolean listens() {
        return connection.mode() == ConnectionMode.WORKING;
    }

    @Override
    public List<String> expectedSentences() {
        return SpokenCommand.sentences();
    }

    @Override
    public boolean said(String sentence) {
        if (!listens()) {
            return false;
        }
        Optional<SpokenCommand> command = SpokenCommand.in(sentence);
        Optional<WorkflowRequest> request = command
            .flatMap(spoken -> spoken.request(tasks.board(group), owner -> settings.get().isOwner(owner, connection.deviceId())));
        request.ifPresent(wanted -> connection.post(() -> {
            replies.send(() -> WorkflowMessages.command(command.orElseThrow().intent()));
            handle(wanted);
        }));
        return request.isPresent();
    }

    @Override
    public void close() {
        closed = true;
        registration.cancel();
        onClosed.accept(this);
    }
}
