package earshot.engine;

import earshot.device.DeviceRegistry;
import earshot.turn.TurnLog;

/// Performs the commands about audio that is kept or played.
record AudioCommands(OperationRunner operations, LoudspeakerPlayer player, VadTester vadTester, DeviceRegistry devices, TurnLog turns) {
    Operation run(Command.AudioCommand command) {
        return switch (command) {
            case Command.PlayAudio audio -> {
                RunningOperation operation = new RunningOperation(OperationKind.AUDIO);
                player.play(operation, audio.sound());
                yield operation;
            }
            case Command.StopAudio _ -> operations.onEngineThread(OperationKind.AUDIO, player::stop);
            case Command.DiscardAudio _ -> operations.onEngineThread(OperationKind.AUDIO, () -> {
                turns.forgetAudio();
                devices.clearRecentAudio();
            });
            case Command.FetchRecentAudio request -> operations.inBackground(OperationKind.TRY, _ -> vadTester.recentAudio(request.device()));
            case Command.TryVad request -> operations.inBackground(OperationKind.TRY, _ -> vadTester.preview(request.sound(), request.values()));
        };
    }
}
