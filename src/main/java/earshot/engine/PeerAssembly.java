package earshot.engine;

import module java.base;

import earshot.device.DeviceRegistry;
import earshot.engine.Operation.Outcome;
import earshot.id.DeviceId;
import earshot.llm.LanguageModel;
import earshot.peer.PeerFeature;
import earshot.peer.PeerQueue;
import earshot.peer.PeerServices;
import earshot.peer.PeerSettings;
import earshot.peer.PeerTasks;
import earshot.store.Database;

/// Assembles the messages from device to device.
final class PeerAssembly implements AutoCloseable {
    final PeerQueue queue;
    final PeerFeature feature;

    /// @param model for the purpose `working`
    /// @param tasks takes those that devices send
    PeerAssembly(CoreServices core, Optional<Database> database, DeviceRegistry devices, Supplier<Optional<LanguageModel>> model, PeerTasks tasks) {
        queue = PeerQueue.open(core.time(), database, core.problems());
        feature = new PeerFeature(
            new PeerServices(core.time(), () -> core.settings().of(PeerSettings.SECTION), model, tasks, id -> name(devices, id), core.timeline()), queue);
    }

    private static String name(DeviceRegistry devices, DeviceId id) {
        return devices.find(id).map(row -> row.facts().get().name()).orElse(id.value());
    }

    Operation run(OperationRunner operations, Command.PeerCommand command) {
        return operations.inBackground(OperationKind.PEER, _ -> switch (command) {
            case Command.RetryPeerMessages retry -> Outcome.Done.of("peer_retried", feature.retry(retry.ids()));
            case Command.DeletePeerMessages delete -> Outcome.Done.of("peer_deleted", feature.delete(delete.ids()));
        });
    }

    @Override
    public void close() {
        feature.close();
    }
}
