package earshot.ui.devices;

import module java.base;

import earshot.access.Approval;
import earshot.engine.Command;
import earshot.ui.kit.LiveRows;
import earshot.ui.kit.SubscriptionGroup;
import earshot.ui.kit.ViewContext;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;

/// Who can reach the server, who waits for approval, and what was decided. Updates only between [#start] and [#stop].
final class DeviceAccessViewModel {
    private final ViewContext viewContext;
    private final SubscriptionGroup subscriptionGroup = new SubscriptionGroup();
    private final ReadOnlyObjectWrapper<AccessChoice> choice;
    private final ReadOnlyObjectWrapper<List<Approval>> approvals = new ReadOnlyObjectWrapper<>(List.of());
    private final LiveRows<Approval> rows = new LiveRows<>(Approval::claim);
    private final BooleanProperty allShown = new SimpleBooleanProperty();

    DeviceAccessViewModel(ViewContext viewContext) {
        this.viewContext = viewContext;
        choice = new ReadOnlyObjectWrapper<>(AccessChoice.of(viewContext.model().settings().get()));
        allShown.subscribe((_, _) -> rows.replace(listed()));
    }

    void start() {
        subscriptionGroup.add(viewContext.pump().watch(viewContext.model().settings(), settings -> choice.set(AccessChoice.of(settings))));
        subscriptionGroup.add(viewContext.pump().watch(viewContext.model().approvals(), Duration.ofMillis(100), now -> {
            approvals.set(now);
            rows.update(listed());
        }));
    }

    void stop() {
        subscriptionGroup.close();
    }

    /// The one that has waited longest; with [#allShown] all that wait, in the order in which they asked, so that a new one moves no button, and those that
    /// were decided about: approved before refused, the newest first.
    private List<Approval> listed() {
        Stream<Approval> ordered = approvals.get().stream().filter(row -> allShown.get() || row.is(Approval.State.PENDING))
            .sorted(Comparator.comparing(Approval::state).thenComparing(DeviceAccessViewModel::order));
        return (allShown.get() ? ordered : ordered.limit(1)).toList();
    }

    /// Milliseconds, less of them for what comes first.
    private static long order(Approval row) {
        return row.decidedAt().map(at -> -at.toEpochMilli()).orElseGet(() -> row.askedAt().toEpochMilli());
    }

    /// @param done runs once it is in force or was refused; [#choice] is what holds then
    void choose(AccessChoice wanted, Runnable done) {
        viewContext.pump().whenDone(viewContext.send(new Command.ApplySettings(wanted.settings())).outcome(), _ -> {
            choice.set(AccessChoice.of(viewContext.model().settings().get()));
            done.run();
        });
    }

    void approve(Approval row) {
        rows.release(row.claim());
        viewContext.send(new Command.ApproveDevice(row.claim()));
    }

    /// Lets in the device whose screen shows this code; false where none does. One that would end the token of another board is decided in the list only.
    boolean approve(String code) {
        String digits = code.replaceAll("\\s", "");
        Optional<Approval> waiting = approvals.get().stream().filter(row -> row.is(Approval.State.PENDING) && row.code().equals(digits) && !hasRival(row))
            .findFirst();
        waiting.ifPresent(this::approve);
        return waiting.isPresent();
    }

    /// Refuses a device that waits, or revokes an approval.
    void refuse(Approval row) {
        rows.release(row.claim());
        viewContext.send(new Command.RefuseDevice(row.claim()));
    }

    void forget(Approval row) {
        rows.release(row.claim());
        viewContext.send(new Command.ForgetApproval(row.claim()));
    }

    /// Whether approving this row would end the token of another board with the same id.
    boolean hasRival(Approval row) {
        return row.is(Approval.State.PENDING)
            && approvals.get().stream().anyMatch(other -> other.is(Approval.State.APPROVED) && other.deviceId().equals(row.deviceId()));
    }

    /// Those that can be let in without ending the token of another board, also while this is not updated.
    List<Approval> approvable() {
        List<Approval> now = viewContext.model().approvals().get();
        Predicate<Approval> rival = row -> now.stream().anyMatch(other -> other.is(Approval.State.APPROVED) && other.deviceId().equals(row.deviceId()));
        return now.stream().filter(row -> row.is(Approval.State.PENDING)).filter(rival.negate()).toList();
    }

    long count(Approval.State state) {
        return approvals.get().stream().filter(row -> row.is(state)).count();
    }

    LiveRows<Approval> rows() {
        return rows;
    }

    ReadOnlyObjectProperty<List<Approval>> approvals() {
        return approvals.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<AccessChoice> choice() {
        return choice.getReadOnlyProperty();
    }

    /// Whether all that asked are listed, and not only the one that has waited longest.
    BooleanProperty allShown() {
        return allShown;
    }
}
