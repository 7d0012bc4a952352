package earshot.audio;

/// The Java port of libopus: slower, but available on every system.
final class ConcentusCodec implements OpusCodec {
    @Override
    public OpusDecoder decoder(int rate) {
        return new ConcentusDecoder(rate);
    }

    @Override
    public OpusEncoder encoder(int rate, int frameSamples, int bitrate, int complexity) {
        return new ConcentusEncoder(rate, frameSamples, bitrate, complexity);
    }

    @Override
    public String name() {
        return "concentus 1.0.2";
    }
}
