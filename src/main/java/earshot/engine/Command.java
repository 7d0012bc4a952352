package earshot.engine;

import earshot.audio.Recent;
import earshot.audio.Speech;
import earshot.config.ProviderKind;
import earshot.meeting.MeetingAct;
import earshot.wire.Dialect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Everything that a person can ask for. The console and the command line send the same ones.
public sealed interface Command {
    /// A change of the settings that [Together] can join with others.
    sealed interface Edit extends Command {}

    /// Makes several changes at once, as one revision: all of them, or, when one is no good, none.
    record Together(List<Edit> edits) implements Command {
        public Together {
            edits = List.copyOf(edits);
        }
    }

    /// Closes the doors and opens them again with the settings in force.
    record Restart() implements Command {}

    /// Lays new values over the settings of the home and puts them in force.
    /// @param values dotted key to value
    record ApplySettings(Map<String, Object> values) implements Command {}

    /// Says which model serves a purpose. Checked before: a name or a number that is no good changes nothing.
    ///
    /// @param purpose `default`, or a [earshot.llm.Purpose]
    /// @param overrides laid over the model's own fields; empty for none
    record SetPurpose(String purpose, String alias, Map<String, Object> overrides) implements Edit {}

    /// Takes the entry of a purpose out, so that `default` serves it.
    record ClearPurpose(String purpose) implements Edit {}

    /// Adds a provider, or changes one.
    ///
    /// @param fields what is to be written, for example `type`, `base_url`, `model_name`; an empty [Optional] takes a field out,
    ///               what is not named stays
    /// @param secret its `api_key`; empty keeps the present one
    record PutProvider(ProviderKind kind, String alias, Map<String, Object> fields, Optional<String> secret) implements Edit {
        @Override
        public String toString() {
            return "PutProvider[" + kind + " " + alias + " " + fields.keySet() + "]";
        }
    }

    record RemoveProvider(ProviderKind kind, String alias) implements Edit {}

    /// Chooses the model, recogniser, voice or detector (`selected_module`).
    record ChooseSpeechPart(ProviderKind kind, String alias) implements Edit {}

    /// Writes the persona.
    /// @param text blank takes it out
    /// @param deviceId for one device; empty for all
    record SetPersona(String text, Optional<String> deviceId) implements Edit {}

    /// Takes the newest change of the settings back.
    record UndoSettings() implements Command {}

    /// Does again what was taken back last.
    record RedoSettings() implements Command {}

    /// Makes the settings what they were after a revision. The present ones are a revision too, and a file that cannot be read
    /// is kept beside the new one.
    record RestoreSettings(long revision) implements Command {}

    /// Asks a model one short question. Its outcome carries [Operation.Result.Answered].
    /// @param name a purpose, or the alias of a model
    record TryModel(String name) implements Command {}

    /// Has a voice speak. Its outcome carries [Operation.Result.Spoken].
    record TryVoice(String alias, String text) implements Command {}

    /// Has a recogniser hear the recorded sentence that is shipped. Its outcome carries [Operation.Result.Heard].
    record TryRecognizer(String alias) implements Command {}

    /// Tries a provider as [PutProvider] would write it, and writes nothing. Its outcome is that of trying one of its kind.
    ///
    /// @param text for a voice to say
    record TryDraft(PutProvider draft, String text) implements Command {}

    /// Looks for servers of language models on this computer. Its outcome carries [Operation.Result.Servers].
    record FindLocalServers() implements Command {}

    /// Asks a provider of language models, as [PutProvider] would write it, what it offers; writes nothing. Its outcome carries
    /// [Operation.Result.Names].
    record ListModels(PutProvider draft) implements Command {}

    /// Opens the doors on other ports after a port was taken. 0 = any free one.
    record ChoosePorts(int port, int httpPort) implements Command {}

    record CloseDevice(String id) implements Command {}

    /// Puts off both idle closings.
    record KeepOpen(String id, Duration howLong) implements Command {}

    /// Stops what the device is being told.
    record Interrupt(String id) implements Command {}

    /// Runs a turn with a sentence as if the device had heard it.
    record Say(String id, String text) implements Command {}

    record Rename(String id, String name) implements Command {}

    record Annotate(String id, String note) implements Command {}

    /// Takes an absent device off the list, and forgets what is remembered of it.
    record Forget(String id) implements Command {}

    /// @param dialect empty for "by path"; holds from the next connection on
    record ChooseDialect(String id, Optional<Dialect> dialect) implements Command {}

    /// Starts a test device against the own server that speaks a recording.
    /// @param speech a WAV file, empty for the recorded sentence that is shipped
    record StartTestDevice(Optional<Path> speech) implements Command {}

    /// Starts a test device that hears this computer's microphone while [TalkTestDevice] holds.
    record StartMicrophoneDevice() implements Command {}

    /// Press (`true`) and release (`false`) of the talk button of the microphone device.
    record TalkTestDevice(boolean pressed) implements Command {}

    record StopTestDevice() implements Command {}

    /// Connects to each own address from this computer and says which answer.
    record CheckAddresses() implements Command {}

    /// Plays a sound through this computer's loudspeaker; done when it is over, cancelled when another begins or it is stopped.
    record PlaySound(Speech sound) implements Command {}

    record StopSound() implements Command {}

    /// Forgets what is remembered of a device.
    record EraseMemory(String device) implements Command {}

    /// Puts a person's words in place of what is remembered of a device.
    /// @param text at most [earshot.memory.Recollection#LONGEST] characters, what is longer loses its end; blank erases
    record EditMemory(String device, String text) implements Command {}

    /// Asks for what a device sent last, at most 20 s. Its outcome carries [Operation.Result.Sound].
    record HearRecent(String device) implements Command {}

    /// Cuts sound into turns by settings that are not applied. Its outcome carries [Operation.Result.Cut].
    /// @param values dotted key to value, laid over what is in force
    record TryVad(Recent sound, Map<String, Object> values) implements Command {}

    /// Lets go of the sounds of all finished turns, and of what the devices sent last.
    record ForgetSounds() implements Command {}

    /// Something about meetings.
    record Meet(MeetingAct act) implements Command {}

    /// Takes a resolved problem off the list, or acknowledges an open one.
    record DismissProblem(long number) implements Command {}
}
