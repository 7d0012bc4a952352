package earshot.ui;

import module java.base;

import earshot.id.DeviceId;
import earshot.id.PeerMessageId;
import earshot.peer.PeerMessage;
import earshot.peer.PeerMessageState;
import earshot.task.TaskGroup;
import earshot.task.TaskPatch;
import earshot.task.TaskRegistry;
import earshot.task.TaskStatus;
import earshot.task.TaskStore;
import earshot.time.Time;

/// Tasks of a group and messages between devices, with texts that people and attackers write.
final class GroupWorkSamples {
    private GroupWorkSamples() {}

    static void many(EngineFake engine, Time time, DeviceId first, DeviceId second, List<String> texts) {
        TaskRegistry tasks = new TaskRegistry(time, TaskStore.none());
        List<PeerMessage> messages = new ArrayList<>();
        for (int i = 0; i < 2 * texts.size(); i++) {
            String text = texts.get(i % texts.size());
            tasks.create(TaskGroup.of(first), TaskPatch.of("").titled(text).withPriority(i % 4).withStatus(i % 3 == 2 ? TaskStatus.DONE : TaskStatus.OPEN)
                .ownedBy(i % 2 == 0 ? first.value() : ""), Optional.of(first));
            PeerMessageState state = switch (i % 3) {
                case 0 -> new PeerMessageState.Waiting(time.now().plus(Duration.ofDays(3)));
                case 1 -> new PeerMessageState.Delivered(time.now());
                default -> new PeerMessageState.Dropped(time.now(), PeerMessageState.DropReason.values()[i % PeerMessageState.DropReason.values().length]);
            };
            messages.add(new PeerMessage(new PeerMessageId("m" + i), i % 2 == 0 ? first : second, i % 2 == 0 ? second : first, "note", text, "{}",
                time.now().minusSeconds(i), state));
        }
        engine.tasks.set(tasks.rows().get());
        engine.peerMessages.set(messages);
    }
}
