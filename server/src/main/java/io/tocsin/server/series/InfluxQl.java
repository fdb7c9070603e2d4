package io.tocsin.server.series;

import io.tocsin.config.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import okhttp3.FormBody;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** InfluxQL over HTTP at {@code /query}: numbers in columns. Thread-safe. */
final class InfluxQl {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int UNAVAILABLE = 503;

    private final Settings.Series settings;
    private final OkHttpClient client;

    InfluxQl(Settings.Series settings) throws IOException {
        this.settings = settings;
        client = InfluxStore.http(settings).build();
    }

    /**
     * The rows of the first series of the answer: the time in epoch milliseconds, then the columns asked for; NaN where
     * there is no value. Empty where the store knows nothing of it.
     */
    List<double[]> query(String influxQl, String... columns) throws SeriesUnavailable {
        Request.Builder request = new Request.Builder()
                .url(settings.url() + "/query")
                .post(new FormBody.Builder()
                        .add("db", settings.database())
                        .add("epoch", "ms")
                        .add("q", influxQl)
                        .build());
        if (!settings.token().isEmpty()) {
            request.header("Authorization", "Token " + settings.token());
        }
        try (Response response = client.newCall(request.build()).execute();
                ResponseBody body = response.body()) {
            if (body == null || response.code() >= UNAVAILABLE) {
                throw new IOException("HTTP " + response.code());
            }
            return rows(body.byteStream(), response.code(), columns);
        } catch (IOException | JacksonException e) {
            throw unavailable(e.toString(), e);
        }
    }

    private SeriesUnavailable unavailable(String was, Exception cause) {
        return new SeriesUnavailable(
                "expected an answer of the store of series at " + settings.url() + ", was " + was, cause);
    }

    private List<double[]> rows(InputStream body, int status, String[] columns) throws IOException {
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), body)) {
            Answer answer = new Answer(columns);
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.PROPERTY_NAME) {
                    answer.field(json);
                }
            }
            if (answer.error != null || status != 200) {
                throw new IOException("HTTP " + status + ": " + answer.error);
            }
            return answer.rows;
        }
    }

    /** {@code {"results":[{"series":[{"columns":[...],"values":[[...]]}]}]}}, or {@code "error"} at either level. */
    private static final class Answer {
        private final List<String> wanted;
        private final List<double[]> rows = new ArrayList<>();
        private int[] places = {};
        private @Nullable String error;

        Answer(String[] columns) {
            wanted = List.of(columns);
        }

        void field(JsonParser json) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "error" -> error = json.getString();
                case "columns" -> columns(json);
                case "values" -> values(json);
                default -> {}
            }
        }

        private void columns(JsonParser json) {
            List<Integer> found = new ArrayList<>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                String column = json.getString();
                found.add(column.equals("time") ? 0 : wanted.indexOf(column) + 1);
            }
            places = found.stream().mapToInt(Integer::intValue).toArray();
        }

        private void values(JsonParser json) {
            while (json.nextToken() != JsonToken.END_ARRAY) {
                double[] row = new double[wanted.size() + 1];
                Arrays.fill(row, Double.NaN);
                int column = 0;
                for (JsonToken cell = json.nextToken(); cell != JsonToken.END_ARRAY; cell = json.nextToken()) {
                    if (cell.isNumeric()) {
                        row[places[column]] = json.getDoubleValue();
                    }
                    column++;
                }
                rows.add(row);
            }
        }
    }
}
