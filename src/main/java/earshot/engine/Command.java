package earshot.engine;

import module java.base;

import earshot.access.Claim;
import earshot.asr.WhisperModel;
import earshot.audio.PcmAudio;
import earshot.audio.RecentAudio;
import earshot.device.PlaybackLead;
import earshot.event.Event;
import earshot.event.EventExporter;
import earshot.id.DeviceId;
import earshot.id.MeetingId;
import earshot.id.PeerMessageId;
import earshot.id.ReminderId;
import earshot.meeting.MeetingCommand;
import earshot.memory.ConversationExporter;
import earshot.operator.OperatorMessage;
import earshot.reminder.ReminderDraft;
import earshot.remote.ProviderKind;
import earshot.tap.TapStream;
import earshot.task.TaskCommand;
import earshot.wire.Dialect;
import earshot.wire.WorkMode;

/// Everything that a user can ask for. The console and the command line send the same commands.
public sealed interface Command
    permits FaultCommand, DeviceToolCommand, Command.ServerCommand, Command.SettingsCommand, Command.ProviderTest,
        Command.WhisperModelCommand, Command.DeviceCommand, Command.SendMessage, Command.ReminderCommand, Command.PeerCommand,
        Command.AccessCommand, Command.TestDeviceCommand, Command.AudioCommand, Command.ListenCommand, Command.HomeCommand,
        Command.SessionCommand, Command.OfRecordings, Command.ProblemCommand, Command.PerformMeetingCommand, Command.ExportConversations,
        Command.PerformTaskCommand, Command.ImportRecording, Command.Retranscribe, Command.RestartToolServer {
    /// A command about the server as a whole.
    sealed interface ServerCommand extends Command {}

    /// A change of the settings.
    sealed interface SettingsCommand extends Command {}

    /// Tries a provider, or looks for one; changes nothing.
    sealed interface ProviderTest extends Command {}

    /// A command about the model files of Whisper.
    sealed interface WhisperModelCommand extends Command {}

    /// A command about one device.
    sealed interface DeviceCommand extends Command {}

    /// A command about the reminders of a device.
    sealed interface ReminderCommand extends Command {}

    /// A command about messages from device to device.
    sealed interface PeerCommand extends Command {}

    /// A decision about who may connect.
    sealed interface AccessCommand extends Command {}

    /// A command to the console's own test device.
    sealed interface TestDeviceCommand extends Command
        permits StartTestScript, StartTestDevice, StartTestDevices, SpeakAgain, StartMicrophoneDevice, TalkTestDevice, StopTestDevice {}

    /// A command about audio that is kept or played.
    sealed interface AudioCommand extends Command {}

    /// A command about what a microphone hears now.
    sealed interface ListenCommand extends Command {}

    /// A command about everything that is stored.
    sealed interface HomeCommand extends Command {}

    /// A command about session files.
    sealed interface SessionCommand extends Command {}

    /// What can be done with a session file, too.
    sealed interface OfRecordings extends Command {}

    /// A change of the settings that [EditAll] can combine with others.
    sealed interface Edit extends SettingsCommand {}

    /// Makes several changes at once, as one revision: all of them, or none if one is invalid.
    record EditAll(List<Edit> edits) implements SettingsCommand {
        public EditAll {
            edits = List.copyOf(edits);
        }
    }

    /// Closes the server's sockets and opens them again with the settings in force.
    record Restart() implements ServerCommand {}

    /// Restarts the whole program as a new process; only the server where the process cannot be restarted.
    record RestartProcess() implements ServerCommand {}

    /// Saves new values, by dotted key, and puts them in force.
    record ApplySettings(Map<String, Object> values) implements SettingsCommand {}

    /// Lets web pages of an origin use the server: it joins `server.allowed_origins`.
    record AllowOrigin(String origin) implements SettingsCommand {}

    /// Lets the server answer under a host name: it joins `server.allowed_hosts`.
    record AllowHost(String host) implements SettingsCommand {}

    /// Lets a device in whatever its token: it joins `server.auth.allowed_devices`.
    record ExemptDevice(DeviceId id) implements SettingsCommand {}

    /// Selects the model that serves a purpose (`default`, or a [earshot.llm.Purpose]); the overrides replace the model's own fields.
    /// Validated first: an invalid name or number changes nothing.
    record SetPurpose(String purpose, String alias, Map<String, Object> overrides) implements Edit {}

    /// Removes the entry of a purpose, so that `default` serves it.
    record ClearPurpose(String purpose) implements Edit {}

    /// Adds a provider, or changes one.
    ///
    /// @param fields to be written, for example `type`, `base_url`, `model_name`; a [earshot.config.SettingRemoval] removes a field,
    ///               fields not named stay, and so do the members that a map does not name
    /// @param secret its `api_key`; empty keeps the current one
    record PutProvider(ProviderKind kind, String alias, Map<String, Object> fields, Optional<String> secret) implements Edit {
        @Override
        public String toString() {
            return "PutProvider[" + kind + " " + alias + " " + fields.keySet() + "]";
        }
    }

    record RemoveProvider(ProviderKind kind, String alias) implements Edit {}

    /// Selects the model, recognizer, voice or detector (`selected_module`).
    record SelectProvider(ProviderKind kind, String alias) implements Edit {}

    /// Writes the persona of one device, or of all; a blank text removes it.
    record SetPersona(String text, Optional<DeviceId> deviceId) implements Edit {}

    /// Undoes the newest change of the settings.
    record UndoSettings() implements SettingsCommand {}

    /// Redoes the change that was undone last.
    record RedoSettings() implements SettingsCommand {}

    /// Restores the settings to a revision. The current ones stay in the history, and a file that cannot be read is kept beside the new one.
    record RestoreSettings(long revision) implements SettingsCommand {}

    /// Asks the model of a purpose or alias one short question. Its outcome carries [Operation.Result.Answered].
    record TryModel(String name) implements ProviderTest {}

    /// Lets a voice speak a text. Its outcome carries [Operation.Result.Synthesized].
    record TryVoice(String alias, String text) implements ProviderTest {}

    /// Lets a recognizer transcribe the built-in recorded sentence. Its outcome carries [Operation.Result.Recognized].
    record TryRecognizer(String alias) implements ProviderTest {}

    /// Tries a provider as [PutProvider] would save it, without saving; a voice speaks `text`. The outcome is that of the command for its kind.
    record TryProviderDraft(PutProvider draft, String text) implements ProviderTest {}

    /// Looks for servers of language models on this computer. Its outcome carries [Operation.Result.LocalServers].
    record FindLocalServers() implements ProviderTest {}

    /// Asks a provider of language models, as [PutProvider] would save it, which models it offers; saves nothing. Its outcome
    /// carries [Operation.Result.ModelNames].
    record ListModels(PutProvider draft) implements ProviderTest {}

    /// Opens the server on other ports, for example after a port was taken; 0 for any free one. They hold until the program ends.
    record ChoosePorts(int port, int httpPort) implements ServerCommand {}

    /// Opens the server with another port in the place of one that another program has. It holds until the program ends.
    record ReplacePort(int taken, int free) implements ServerCommand {}

    /// Tries again to open a server that could not be opened.
    record OpenServer() implements ServerCommand {}

    /// Fetches a model, or what is missing of it. One that is already being fetched keeps on.
    record FetchWhisperModel(WhisperModel model) implements WhisperModelCommand {}

    /// Cancels the download of a model. What has come of it stays.
    record StopFetchingWhisperModel(WhisperModel model) implements WhisperModelCommand {}

    /// Deletes a fetched model, or what has come of it.
    record RemoveWhisperModel(WhisperModel model) implements WhisperModelCommand {}

    /// Reads a file, which need not be in the home; done when it is a whole model.
    record CheckWhisperModelFile(Path file) implements WhisperModelCommand {}

    record CloseDevice(DeviceId id) implements DeviceCommand {}

    /// Delays both idle limits of a connection.
    record KeepOpen(DeviceId id, Duration howLong) implements DeviceCommand {}

    /// Interrupts the answer that is being spoken to the device.
    record Interrupt(DeviceId id) implements DeviceCommand {}

    /// Enters a work mode, or leaves it, as if the device had asked for it.
    ///
    /// @param mode empty for conversation
    record SwitchMode(DeviceId id, Optional<WorkMode> mode) implements DeviceCommand {}

    /// Runs a turn with a sentence as if it had been spoken to the device.
    record Say(DeviceId id, String text) implements DeviceCommand {}

    /// Sends a device a message that a person wrote, `anyway` although the protocol lint objects. Its outcome carries
    /// [Operation.Result.Delivered]; that of a sentence comes when it was spoken, or never will be.
    record SendMessage(DeviceId device, OperatorMessage message, boolean anyway) implements Command {}

    /// Lets a device in and makes its token. The token of another board with the same id ends.
    record ApproveDevice(Claim claim) implements AccessCommand {}

    /// Refuses a device, or revokes its approval: its token ends and its connection is closed.
    record RefuseDevice(Claim claim) implements AccessCommand {}

    /// Forgets what was decided about a device, so that it may ask again.
    record ForgetApproval(Claim claim) implements AccessCommand {}

    /// Lets the next connection from this address replace the one that the device has in a meeting; holds for five minutes.
    record AllowTakeover(DeviceId id, String address) implements AccessCommand {}

    record RenameDevice(DeviceId id, String name) implements DeviceCommand {}

    record AnnotateDevice(DeviceId id, String note) implements DeviceCommand {}

    /// Removes an absent device from the list and erases its memory.
    record ForgetDevice(DeviceId id) implements DeviceCommand {}

    /// @param dialect empty for "by path"; holds from the next connection on
    record ChooseDialect(DeviceId id, Optional<Dialect> dialect) implements DeviceCommand {}

    /// Holds from the next turn on.
    record ChooseLead(DeviceId id, PlaybackLead lead) implements DeviceCommand {}

    /// Starts a test device that connects to this server and sends a WAV file, or the built-in recorded sentence.
    record StartTestDevice(Optional<Path> speech) implements TestDeviceCommand {}

    /// Starts test devices that send the built-in recorded sentence, each so often, one sentence after the answer to the one before.
    ///
    /// @param devices 1 to [#MOST_DEVICES]
    /// @param sentences of each, 1 to [#MOST_SENTENCES]
    record StartTestDevices(int devices, int sentences) implements TestDeviceCommand {
        public static final int MOST_DEVICES = 100;
        public static final int MOST_SENTENCES = 100;

        public StartTestDevices {
            if (devices < 1 || devices > MOST_DEVICES || sentences < 1 || sentences > MOST_SENTENCES) {
                throw new IllegalArgumentException(devices + " devices, " + sentences + " sentences");
            }
        }
    }

    /// Every test device that sends a recording speaks it once more.
    record SpeakAgain() implements TestDeviceCommand {}

    /// Starts a test device that sends this computer's microphone while its talk button is held ([TalkTestDevice]).
    record StartMicrophoneDevice() implements TestDeviceCommand {}

    /// Presses (`true`) or releases (`false`) the talk button of the microphone device.
    record TalkTestDevice(boolean pressed) implements TestDeviceCommand {}

    record StopTestDevice() implements TestDeviceCommand {}

    /// Tries to connect to each own address from this computer.
    record CheckAddresses() implements ServerCommand {}

    /// Plays a sound through this computer's loudspeaker; done at its end, cancelled when another one starts or it is stopped.
    record PlayAudio(PcmAudio sound) implements AudioCommand, OfRecordings {}

    record StopAudio() implements AudioCommand, OfRecordings {}

    /// Reads a session file. Its outcome carries [Operation.Result.Session].
    record OpenSession(Path file) implements OfRecordings {}

    /// Erases the memory of a device.
    record EraseMemory(DeviceId device) implements DeviceCommand {}

    /// Replaces the memory of a device by a text, cut after [earshot.memory.DeviceMemory#MAX_CHARACTERS] characters; a blank one erases it.
    record EditMemory(DeviceId device, String text) implements DeviceCommand {}

    /// Fetches the audio that a device sent last, at most 20 s. Its outcome carries [Operation.Result.DeviceAudio].
    record FetchRecentAudio(DeviceId device) implements AudioCommand {}

    /// Segments audio into turns with values, by dotted key, on top of the settings in force. Its outcome carries [Operation.Result.SegmentationComparison].
    record TryVad(RecentAudio sound, Map<String, Object> values) implements AudioCommand {}

    /// Discards the audio of all finished turns and the recent audio of all devices.
    record DiscardAudio() implements AudioCommand {}

    /// Plays what a device sends through this computer's loudspeaker as it comes, until it is cancelled or something else is listened to. The phase of its
    /// progress is [#HEARD], with the device.
    record HearDevice(DeviceId device) implements ListenCommand {
        public static final String HEARD = "heard";
    }

    /// Opens the microphone tap with the port in force; one that is open stays so.
    record OpenTap() implements ListenCommand {}

    record CloseTap() implements ListenCommand {}

    /// Plays a channel of the microphone tap as [HearDevice] does; the phase is [#HEARD], with the sender and the channel.
    record HearTap(InetAddress sender, TapStream.Channel channel) implements ListenCommand {
        public static final String HEARD = "heard_tap";
    }

    /// Writes what the microphone tap keeps of a sender to a WAV file with all channels; replaces one that exists.
    record SaveTap(InetAddress sender, Path file) implements ListenCommand {}

    /// A command about meetings.
    record PerformMeetingCommand(MeetingCommand act) implements Command {}

    /// Writes what was said to devices to a file, as far as it is kept or still in memory; replaces one that exists.
    ///
    /// @param device empty for all
    record ExportConversations(Optional<DeviceId> device, ConversationExporter.Format format, Path file) implements Command {}

    /// Renders rows of the timeline; can be cancelled.
    ///
    /// @param file that is written or replaced; empty for a text, which the outcome carries as [Operation.Result.Rendered]
    record ExportEvents(List<Event> rows, EventExporter exporter, Optional<Path> file) implements OfRecordings {
        public ExportEvents {
            rows = List.copyOf(rows);
        }
    }

    /// Sets a reminder. One that cannot be is [earshot.problem.ProblemCode#REMINDER_REFUSED].
    record SetReminder(DeviceId device, ReminderDraft draft) implements ReminderCommand {}

    /// Gives a reminder another time, text and repetition.
    record MoveReminder(DeviceId device, ReminderId id, ReminderDraft draft) implements ReminderCommand {}

    record DeleteReminder(DeviceId device, ReminderId id) implements ReminderCommand {}

    /// Sends messages that wait again to their receivers that are online; those that were dropped wait for another three days.
    record RetryPeerMessages(Set<PeerMessageId> ids) implements PeerCommand {
        public RetryPeerMessages { ids = Set.copyOf(ids); }
    }

    /// Drops messages that wait, and takes others off the list.
    record DeletePeerMessages(Set<PeerMessageId> ids) implements PeerCommand {
        public DeletePeerMessages { ids = Set.copyOf(ids); }
    }

    /// A command about the tasks of a group.
    record PerformTaskCommand(TaskCommand act) implements Command {}

    /// Writes everything that is stored to a file, secrets included; replaces one that exists.
    record BackUpHome(Path file) implements HomeCommand {}

    /// Checks a backup and makes it ready. The engine then asks to be restarted ([Engine#restoreStaged]), and begins with what is in it.
    record RestoreHome(Path file) implements HomeCommand {}

    /// Opens a text file in this computer's editor.
    ///
    /// @param line from 1
    record OpenFile(Path file, int line) implements HomeCommand {}

    /// Makes a meeting of what is said in a recording. One that was imported already is [earshot.problem.ProblemCode#SOUND_FILE_KNOWN].
    ///
    /// @param again whether one that was imported already becomes another meeting
    record ImportRecording(Path file, boolean again) implements Command {}

    /// Transcribes the kept sound of an ended meeting again; the text before is kept as another version.
    ///
    /// @param recognizer alias
    record Retranscribe(MeetingId meeting, String recognizer) implements Command {}

    /// Writes what memory keeps of what passed to a session file, which is replaced.
    record SaveSession(Path file) implements SessionCommand {}

    /// Records what passes from now on. Only one recording at a time.
    ///
    /// @param file that it becomes; empty for one in the home that is named by the time
    record StartRecording(Optional<Path> file) implements SessionCommand {}

    /// Ends the recording and makes its file.
    record StopRecording() implements SessionCommand {}

    /// Ends the connection to a tool server of the settings and starts it at once; calls under way fail.
    record RestartToolServer(String name) implements Command {}

    /// About the list of problems.
    sealed interface ProblemCommand extends Command {}

    /// Marks an open problem as known: it stays in the list until it is resolved and no longer raises the badge.
    record AcknowledgeProblem(long number) implements ProblemCommand {}

    /// Acknowledges all open problems.
    record AcknowledgeAllProblems() implements ProblemCommand {}

    /// Removes a problem from the list; an open one reappears when it happens again.
    record DismissProblem(long number) implements ProblemCommand {}
}
