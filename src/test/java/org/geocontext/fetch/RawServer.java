package org.geocontext.fetch;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on the loopback interface whose every byte the test decides. Sees each request line and its headers. */
final class RawServer implements AutoCloseable {

    /** Answers one request. The connection stays open for the next one unless the answer closes it. */
    @FunctionalInterface
    interface Answer {
        void to(Request request, Connection connection) throws Exception;
    }

    /** What came in: the request line, the headers with names in lower case, the body. */
    record Request(String line, List<String> headers, String body) {

        String path() {
            return line.split(" ")[1];
        }

        /** The value of a header, or an empty text. */
        String header(String name) {
            return headers.stream()
                    .filter(header -> header.startsWith(name + ":"))
                    .map(header -> header.substring(name.length() + 1).trim())
                    .findFirst()
                    .orElse("");
        }
    }

    /** The way back to the client. */
    record Connection(Socket socket, int number) {

        void send(String text) throws IOException {
            send(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        void send(byte[] bytes) throws IOException {
            OutputStream out = socket.getOutputStream();
            out.write(bytes);
            out.flush();
        }

        void reply(String status, String headers, String body) throws IOException {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            send("HTTP/1.1 " + status + "\r\n" + headers + "Content-Length: " + bytes.length + "\r\n\r\n");
            send(bytes);
        }

        void ok(String body) throws IOException {
            reply("200 OK", "Content-Type: application/json\r\n", body);
        }

        void close() throws IOException {
            socket.close();
        }

        /** Closes with RST instead of FIN. */
        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        /** Leaves the client waiting until it goes away. */
        void hang() throws IOException {
            socket.getInputStream().read();
        }
    }

    private final ServerSocket server;
    private final Answer answer;
    private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
    private final ConcurrentLinkedQueue<Socket> sockets = new ConcurrentLinkedQueue<>();
    private final AtomicInteger connections = new AtomicInteger();

    RawServer(Answer answer) throws IOException {
        this(new ServerSocket(0, 2048, InetAddress.getByName("127.0.0.1")), answer);
    }

    RawServer(ServerSocket server, Answer answer) {
        this.server = server;
        this.answer = answer;
        daemon(this::accept);
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.getLocalPort() + path);
    }

    int connections() {
        return connections.get();
    }

    /** The oldest request not yet taken; waits for it. */
    Request take() throws InterruptedException {
        return requests.take();
    }

    /** Requests not yet taken. */
    int pending() {
        return requests.size();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                sockets.add(socket);
                int number = connections.incrementAndGet();
                daemon(() -> serve(new Connection(socket, number)));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Connection connection) {
        try (Socket socket = connection.socket()) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            for (Request request = read(in); request != null; request = read(in)) {
                requests.add(request);
                answer.to(request, connection);
            }
        } catch (IOException gone) {
            // The client or the answer closed the connection.
        } catch (Exception e) {
            throw new IllegalStateException("the answer failed", e);
        }
    }

    private static Request read(BufferedReader in) throws IOException {
        String line = in.readLine();
        if (line == null) {
            return null;
        }
        List<String> headers = new ArrayList<>();
        int length = 0;
        for (String header = in.readLine(); header != null && !header.isEmpty(); header = in.readLine()) {
            String[] pair = header.split(":", 2);
            if (pair.length < 2) {
                throw new IOException("not HTTP: " + header);
            }
            headers.add(pair[0].toLowerCase(Locale.ROOT) + ":" + pair[1]);
            if (pair[0].equalsIgnoreCase("content-length")) {
                length = Integer.parseInt(pair[1].trim());
            }
        }
        char[] body = new char[length];
        for (int read = 0; read < length; ) {
            read += in.read(body, read, length - read);
        }
        return new Request(line, headers, new String(body));
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "raw-server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
