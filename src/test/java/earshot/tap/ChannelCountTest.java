package earshot.tap;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How many channels a board is taken to send, from the bytes that come.
class ChannelCountTest {
    private static final int DATAGRAMS = 50;
    private static final long STEP = 1_000_000_000 / DATAGRAMS;
    /// Bytes of one channel in a datagram.
    private static final int BYTES = 2 * TapStream.RATE / DATAGRAMS;

    private final ChannelCount count = new ChannelCount();
    private long nanos = 7_000_000_000L;
    private int channels;

    @Test
    void twoAreTakenForGrantedUntilSomethingElseIsSure() {
        send(1);
        assertThat(channels).isEqualTo(2);
        seconds(60, 2);
        assertThat(channels).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"3, 2", "4, 2", "1, 5"})
    void moreIsSureSoonerThanLess(int sent, int seconds) {
        send(sent);
        seconds(seconds - 1, sent);
        assertThat(channels).isEqualTo(2);
        seconds(1, sent);
        assertThat(channels).isEqualTo(sent);
        seconds(30, sent);
        assertThat(channels).isEqualTo(sent);
    }

    @Test
    void aNetworkThatLosesHalfForAWhileDoesNotTakeAChannelAway() {
        send(2);
        seconds(4, 1);
        seconds(1, 2);
        seconds(4, 1);
        assertThat(channels).as("never five times in a row").isEqualTo(2);
    }

    @Test
    void whatWasTakenAwayComesBack() {
        send(1);
        seconds(5, 1);
        assertThat(channels).isEqualTo(1);
        seconds(2, 2);
        assertThat(channels).isEqualTo(2);
    }

    @Test
    void opinionsThatContradictEachOtherAreNone() {
        send(2);
        for (int i = 0; i < 10; i++) {
            seconds(1, 3);
            seconds(1, 4);
        }
        assertThat(channels).isEqualTo(2);
    }

    @Test
    void whatIsNoWholeNumberSaysNothing() {
        send(2);
        for (int i = 0; i < 20 * DATAGRAMS; i++) {
            add(5 * BYTES / 2);
        }
        assertThat(channels).as("two and a half").isEqualTo(2);
        seconds(20, 6);
        assertThat(channels).as("more than a board has").isEqualTo(2);
        seconds(2, 4);
        assertThat(channels).isEqualTo(ChannelCount.MOST);
    }

    @Test
    void aPauseIsNotTakenForLoss() {
        send(2);
        for (int i = 0; i < 20; i++) {
            for (int sent = 0; sent < DATAGRAMS / 2; sent++) {
                send(2);
            }
            // the microphone is off for as long as it was on
            nanos += 500_000_000;
        }
        assertThat(channels).isEqualTo(2);
    }

    @Test
    void datagramsOfAnySizeAndPaceCountByTheirBytes() {
        Random random = new Random(6);
        for (long end = nanos + 6_000_000_000L; nanos < end; ) {
            long gap = random.nextLong(5_000_000, 60_000_000);
            nanos += gap;
            channels = count.add((int) (3L * 2 * TapStream.RATE * gap / 1_000_000_000), nanos);
        }
        assertThat(channels).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"1, 100", "2, 100", "3, 100", "4, 100", "2, 50", "2, 70", "4, 60"})
    void whatSpeaksIsToldWithinTwoSecondsWhateverIsLost(int sent, int percent) {
        Random random = new Random(7);
        for (int i = 0; i < 2 * DATAGRAMS; i++) {
            nanos += STEP;
            short[][] voices = new short[sent][];
            for (int channel = 0; channel < sent; channel++) {
                voices[channel] = voice(i, channel);
            }
            if (random.nextInt(100) < percent) {
                channels = count.add(FirmwareDebuggerFake.interleaved(voices), nanos);
            }
        }
        assertThat(channels).isEqualTo(sent);
    }

    @Test
    void aToneThatSoundsLikeFourChannelsIsOne() {
        for (int i = 0; i < 8 * DATAGRAMS; i++) {
            nanos += STEP;
            short[] tone = new short[BYTES / 2];
            for (int at = 0; at < tone.length; at++) {
                tone[at] = (short) (8_000 * Math.sin(Math.PI / 2 * at + 0.3));
            }
            channels = count.add(tone, nanos);
        }
        assertThat(channels).isEqualTo(1);
    }

    @Test
    void aSecondChannelThatIsACopyIsCountedByItsBytes() {
        for (int i = 0; i < 8 * DATAGRAMS; i++) {
            nanos += STEP;
            channels = count.add(FirmwareDebuggerFake.interleaved(voice(i, 0), voice(i, 0)), nanos);
        }
        assertThat(channels).isEqualTo(2);
    }

    /// A part of a voice with two harmonics and some noise; the second channel is silent, as the echo reference of a board that does not speak.
    private static short[] voice(int part, int channel) {
        short[] pcm = new short[BYTES / 2];
        Random noise = new Random(part * 31L + channel);
        for (int i = 0; i < pcm.length && channel != 1; i++) {
            double at = 2 * Math.PI * (140 + 37 * channel) * (part * pcm.length + i) / TapStream.RATE;
            pcm[i] = (short) (3_000 * Math.sin(at) + 1_500 * Math.sin(2.02 * at) + 700 * Math.sin(5.1 * at) + 80 * noise.nextGaussian());
        }
        return pcm;
    }

    private void seconds(int seconds, int sent) {
        for (int i = 0; i < seconds * DATAGRAMS; i++) {
            send(sent);
        }
    }

    private void send(int sent) {
        add(sent * BYTES);
    }

    private void add(int bytes) {
        nanos += STEP;
        channels = count.add(bytes, nanos);
    }
}
