package earshot.simulator;

import module java.base;

import earshot.data.Closeables;
import earshot.time.Time;

/// Opens plain and TLS sockets for the test device.
final class TcpConnector {
    private TcpConnector() {}

    /// Connects. The limit closes the socket from outside instead of using a socket timeout, so that the injected clock decides.
    /// @throws IOException when the connection is not established in time
    static Socket connect(Time time, ServerUrl serverUrl, Duration limit) throws IOException {
        Socket socket = new Socket();
        Time.Timer cut = time.after(limit, () -> Closeables.closeQuietly(socket));
        try {
            socket.setTcpNoDelay(true);
            InetSocketAddress address = new InetSocketAddress(serverUrl.host(), serverUrl.port());
            if (address.isUnresolved()) {
                throw new IOException("no such host: " + serverUrl.host());
            }
            socket.connect(address);
            if (!serverUrl.secure()) {
                return socket;
            }
            return sockets(serverUrl).createSocket(socket, serverUrl.host(), serverUrl.port(), true);
        } catch (IOException e) {
            Closeables.closeQuietly(socket);
            throw e;
        } finally {
            cut.cancel();
        }
    }

    private static SSLSocketFactory sockets(ServerUrl serverUrl) throws IOException {
        return serverUrl.fingerprint().isPresent() ? PinnedCertificate.sockets(serverUrl.fingerprint().get())
            : (SSLSocketFactory) SSLSocketFactory.getDefault();
    }
}
