package earshot.tts;

import static earshot.time.AwaitLimit.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import module java.base;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import earshot.audio.PcmAudio;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemException;
import earshot.remote.ProviderKind;
import earshot.remote.ProviderSettings;
import earshot.time.SystemTime;
import earshot.time.TimeFake;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class ProgramVoiceTest {
    private final TimeFake time = new TimeFake();

    @Test
    void espeakSpeaksWhatItIsGivenAndReadsNothingOfItAsACommand() {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/espeak-ng")), "espeak-ng is not installed here");
        ProviderSettings provider = new ProviderSettings(ProviderKind.TTS, "espeak", "espeak",
            JsonNodeFactory.instance.objectNode().put("voice", "en-us; reboot"));
        try (Voice voice = EspeakVoice.of(provider, new SystemTime())) {
            PcmAudio pcmAudio = voice.speak("-f /etc/passwd `reboot` $(reboot) Good morning.").join();
            assertThat(pcmAudio.rate()).isEqualTo(22_050);
            assertThat(pcmAudio.duration()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(20));
            assertThat(voice.name()).isEqualTo("espeak-ng (en-us)");
            assertThat(voice.stream("Good morning.", 16_000).next().orElseThrow().rate()).isEqualTo(16_000);
        }
    }

    @Test
    void aProgramThatIsNotThereOrGivesNoSoundIsAProblem() {
        assertThat(fault(List.of("no-such-program-of-anybody"))).isEqualTo(ProblemCode.PROVIDER_PROGRAM_FAILED);
        assertThat(fault(List.of("false"))).isEqualTo(ProblemCode.PROVIDER_PROGRAM_FAILED);
        assertThat(fault(List.of("echo", "no sound"))).isEqualTo(ProblemCode.PROVIDER_PROGRAM_FAILED);
    }

    @Test
    void aProgramThatDoesNotEndIsEndedWhenItsTimeIsOverAndWhenNobodyWaits() {
        assertThat(fault(List.of("sleep", "1000"))).isEqualTo(ProblemCode.PROVIDER_PROGRAM_FAILED);
        try (VoiceProcess program = new VoiceProcess("sleep", List.of("sleep", "1001"), time)) {
            CompletableFuture<PcmAudio> pcmAudio = program.speak("Zzz.");
            await().until(() -> ProcessHandle.current().children().anyMatch(ProgramVoiceTest::sleeps));
            pcmAudio.cancel(false);
            await().until(() -> ProcessHandle.current().children().noneMatch(ProgramVoiceTest::sleeps));
        }
    }

    @Test
    void theSystemsOwnProgramsAreCalledWithoutTheSentenceAmongTheirWords() {
        assertThat(SystemVoice.command("mac os x", Optional.of("Anna")).orElseThrow()).contains("say", "-f", "-", VoiceProcess.FILE, "Anna");
        assertThat(SystemVoice.command("windows 11", Optional.empty()).orElseThrow()).contains("powershell", "-NoProfile");
        assertThat(SystemVoice.command("linux", Optional.empty())).isEmpty();
    }

    private static boolean sleeps(ProcessHandle child) {
        return child.info().arguments().map(words -> List.of(words).contains("1001")).orElse(false);
    }

    private ProblemCode fault(List<String> command) {
        try (VoiceProcess program = new VoiceProcess(command.getFirst(), command, time)) {
            CompletableFuture<PcmAudio> pcmAudio = program.speak("Hello.");
            await().pollInterval(Duration.ofMillis(5)).until(() -> {
                if (!pcmAudio.isDone() && command.getFirst().equals("sleep")) {
                    time.advance(Duration.ofSeconds(1));
                }
                return pcmAudio.isDone();
            });
            return ((ProblemException) catchThrowable(pcmAudio::join).getCause()).problem().code();
        }
    }
}
