package earshot.playback;

import static earshot.playback.SessionFileSamples.nanos;
import static earshot.playback.SessionFileSamples.packets;
import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.audio.OpusCodecs;
import earshot.audio.PcmAudio;
import earshot.capture.SessionEntry.Packet;
import earshot.capture.SessionFile;
import earshot.event.Direction;
import earshot.turn.TurnRecord;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PacketSoundTest {
    @Test
    @DisplayName("U53: what was heard keeps its pauses, and what came in a burst sounds one after the other")
    void soundLiesWhereItWasHeard() {
        List<Packet> burst = packets(1, 0.001, 20);
        List<Packet> later = packets(5, 0.06, 5);
        PcmAudio sound = PacketSound.between(Stream.concat(burst.stream(), later.stream()).toList(), nanos(0), nanos(6), OpusCodecs.concentus());
        assertThat(sound.duration()).isEqualTo(Duration.ofSeconds(6));
        assertThat(loud(sound, 0.2, 0.9)).isFalse();
        assertThat(loud(sound, 1.05, 1.2)).isTrue();
        assertThat(loud(sound, 2.0, 2.15)).as("the burst takes as long as its sound").isTrue();
        assertThat(loud(sound, 2.4, 4.9)).isFalse();
        assertThat(loud(sound, 5.1, 5.25)).isTrue();
    }

    @Test
    void soundMayBeginInTheMiddle() {
        PcmAudio sound = PacketSound.between(packets(1, 0.06, 50), nanos(2), nanos(3), OpusCodecs.concentus());
        assertThat(sound.duration()).isEqualTo(Duration.ofSeconds(1));
        assertThat(loud(sound, 0, 0.05)).isTrue();
        assertThat(loud(sound, 0.9, 1)).isTrue();
    }

    @Test
    void theNewestSoundIsTheSameWhetherItWasReachedInStepsOrAtOnce() {
        List<Packet> packets = packets(1, 0.06, 60);
        long window = Duration.ofSeconds(2).toNanos();
        NewestSound inSteps = new NewestSound(packets, window, OpusCodecs.concentus());
        inSteps.until(nanos(3));
        inSteps.until(nanos(3.25));
        PcmAudio moved = inSteps.until(nanos(3.5));
        PcmAudio atOnce = new NewestSound(packets, window, OpusCodecs.concentus()).until(nanos(3.5));
        assertThat(moved.pcm()).hasSameSizeAs(atOnce.pcm());
        assertThat(loud(moved, 0, 2)).isTrue();
        assertThat(energy(moved)).isBetween(0.9 * energy(atOnce), 1.1 * energy(atOnce));
        assertThat(energy(inSteps.until(nanos(0.5)))).as("back before the first packet").isZero();
    }

    @Test
    void aPacketThatIsNoneLeavesNoSound() {
        List<Packet> broken = List.of(new Packet(nanos(1), 1, Direction.IN, 0, new byte[0]), packets(1.06, 0.06, 1).getFirst());
        assertThat(PacketSound.joined(broken, OpusCodecs.concentus()).duration()).isEqualTo(Duration.ofMillis(60));
    }

    @Test
    void soundsAreMixedWithoutAnOverflow() {
        PcmAudio loud = new PcmAudio(new short[] {30_000, -30_000, 5}, PacketSound.RATE);
        assertThat(PacketSound.mixed(List.of(loud, new PcmAudio(new short[] { 10_000, -10_000 }, PacketSound.RATE))).pcm()).containsExactly(Short.MAX_VALUE,
            Short.MIN_VALUE, 5);
        assertThat(PacketSound.mixed(List.of()).pcm()).isEmpty();
    }

    @Test
    @DisplayName("U19, U53: a turn has what was said until its end, and its own answer")
    void aTurnHasItsTwoSounds() {
        SessionFile file = SessionFileSamples.conversation();
        TurnRecord turn = new TurnSounds(file.connections(), file.manifest().clock(), OpusCodecs.concentus()).with(file.turns().getFirst());
        assertThat(turn.userAudio().orElseThrow().duration()).isEqualTo(Duration.ofMillis(30 * 60));
        assertThat(turn.answerAudio().orElseThrow().duration()).isEqualTo(Duration.ofMillis(20 * 60));
        assertThat(energy(turn.userAudio().orElseThrow())).isGreaterThan(energy(turn.answerAudio().orElseThrow()));
        assertThat(turn.facts()).isEqualTo(file.turns().getFirst().facts());
    }

    @Test
    void theSilenceBeforeSpeechIsNoPartOfATurn() {
        SessionFile file = SessionFileSamples.listeningLong();
        TurnRecord turn = new TurnSounds(file.connections(), file.manifest().clock(), OpusCodecs.concentus()).with(file.turns().getFirst());
        assertThat(turn.userAudio().orElseThrow().duration()).isBetween(Duration.ofMillis(900), Duration.ofMillis(1_500));
        assertThat(turn.answerAudio()).as("nothing was answered").isEmpty();
    }

    private static boolean loud(PcmAudio sound, double from, double to) {
        for (int i = (int) (from * sound.rate()); i < (int) (to * sound.rate()); i++) {
            if (Math.abs(sound.pcm()[i]) > 1_000) {
                return true;
            }
        }
        return false;
    }

    private static double energy(PcmAudio sound) {
        double sum = 0;
        for (short sample : sound.pcm()) {
            sum += (double) sample * sample;
        }
        return sum;
    }
}
