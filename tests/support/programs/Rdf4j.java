// RDF4J's own parsers read what a server sends for the Accept headers that RDF4J's HTTP client sends.
// java -cp … Rdf4j.java rows ENDPOINT QUERY VARIABLE… : prints the values of the variables, a row a line, with tabs.
// java -cp … Rdf4j.java statements ADDRESS           : prints subject, predicate and object of each statement.

import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.rdf4j.model.Statement;
import org.eclipse.rdf4j.model.impl.SimpleValueFactory;
import org.eclipse.rdf4j.query.BindingSet;
import org.eclipse.rdf4j.query.impl.TupleQueryResultBuilder;
import org.eclipse.rdf4j.query.resultio.QueryResultIO;
import org.eclipse.rdf4j.query.resultio.TupleQueryResultFormat;
import org.eclipse.rdf4j.query.resultio.TupleQueryResultParserRegistry;
import org.eclipse.rdf4j.rio.RDFFormat;
import org.eclipse.rdf4j.rio.RDFParserRegistry;
import org.eclipse.rdf4j.rio.Rio;

class Rdf4j {
    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("rows")) {
            rows(arguments);
        } else {
            statements(arguments[1]);
        }
    }

    private static void rows(String[] arguments) throws Exception {
        List<String> accepted = new ArrayList<>();
        for (var format : TupleQueryResultParserRegistry.getInstance().getKeys()) {
            accepted.addAll(format.getMIMETypes());
        }
        String form = "query=" + URLEncoder.encode(arguments[2], StandardCharsets.UTF_8);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(arguments[1]))
            .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
            .POST(HttpRequest.BodyPublishers.ofString(form));
        HttpResponse<InputStream> response = sent(request, accepted);
        var format = QueryResultIO.getParserFormatForMIMEType(type(response)).orElseThrow();
        TupleQueryResultBuilder result = new TupleQueryResultBuilder();
        QueryResultIO.parseTuple(response.body(), (TupleQueryResultFormat) format, result,
            SimpleValueFactory.getInstance());
        for (BindingSet row : result.getQueryResult()) {
            List<String> values = new ArrayList<>();
            for (int at = 3; at < arguments.length; at++) {
                values.add(row.getValue(arguments[at]).stringValue());
            }
            System.out.println(String.join("\t", values));
        }
    }

    private static void statements(String address) throws Exception {
        List<String> accepted = RDFFormat.getAcceptParams(RDFParserRegistry.getInstance().getKeys(), false, null);
        HttpResponse<InputStream> response = sent(HttpRequest.newBuilder(URI.create(address)), accepted);
        RDFFormat format = Rio.getParserFormatForMIMEType(type(response)).orElseThrow();
        for (Statement each : Rio.parse(response.body(), address, format)) {
            System.out.println(each.getSubject() + "\t" + each.getPredicate() + "\t" + each.getObject());
        }
    }

    private static HttpResponse<InputStream> sent(HttpRequest.Builder request, List<String> accepted) throws Exception {
        HttpClient client = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();
        for (String range : accepted) {
            request.header("Accept", range);
        }
        var response = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        if (response.statusCode() != 200) {
            throw new IllegalStateException(response.statusCode() + " " + new String(response.body().readAllBytes()));
        }
        return response;
    }

    private static String type(HttpResponse<InputStream> response) {
        return response.headers().firstValue("Content-Type").orElseThrow().split(";")[0];
    }
}
