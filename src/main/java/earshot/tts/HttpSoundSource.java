package earshot.tts;

import module java.base;

import earshot.remote.ProviderCall;
import earshot.remote.ProviderErrors;
import java.net.http.HttpRequest;

/// The sound is the answer to an HTTP request.
record HttpSoundSource(ProviderCall call, HttpRequest request) implements SoundSource {
    @Override
    public String open() {
        return call.send(request).firstValue("content-type").orElse("");
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
