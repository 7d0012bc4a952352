package earshot.tts;

import module java.base;

import earshot.remote.ProviderCall;
import earshot.remote.ProviderErrors;
import java.net.http.HttpHeaders;

/// The sound is the answer to an HTTP request.
///
/// @param sending sends the request and waits for the head of its answer
record HttpSoundSource(ProviderCall call, Function<ProviderCall, HttpHeaders> sending) implements SoundSource {
    @Override
    public String open() {
        return sending.apply(call).firstValue("content-type").orElse("");
    }

    @Override
    public Optional<byte[]> read() {
        return call.read();
    }

    @Override
    public ProviderErrors errors() {
        return call.errors();
    }

    @Override
    public void close() {
        call.close();
    }
}
