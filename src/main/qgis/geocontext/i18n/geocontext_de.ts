<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>GeoContext</name>
    <message>
        <source>{}: a WPS without {}</source>
        <translation>{}: ein WPS ohne {}</translation>
    </message>
    <message>
        <source>{}: points without rows</source>
        <translation>{}: Punkte ohne Zeilen</translation>
    </message>
    <message>
        <source>{}: rows of points that were not asked for</source>
        <translation>{}: Zeilen zu Punkten, nach denen nicht gefragt wurde</translation>
    </message>
    <message>
        <source>{} points in a row were not answered: {}</source>
        <translation>{} Punkte nacheinander blieben ohne Antwort: {}</translation>
    </message>
    <message>
        <source>Server (empty: that of the options)</source>
        <translation>Server (leer: der aus den Optionen)</translation>
    </message>
    <message>
        <source>Authentication (empty: that of the options)</source>
        <translation>Authentifizierung (leer: die aus den Optionen)</translation>
    </message>
    <message>
        <source>Collection (its key)</source>
        <translation>Sammlung (ihr Schlüssel)</translation>
    </message>
    <message>
        <source>The key of a collection; the list is fetched from the server when it is opened.</source>
        <translation>Der Schlüssel einer Sammlung; die Liste wird vom Server geholt, wenn sie geöffnet wird.</translation>
    </message>
    <message>
        <source>Keys, separated by commas. Without a collection: these groups on their own.</source>
        <translation>Schlüssel, durch Kommas getrennt. Ohne Sammlung: diese Gruppen für sich.</translation>
    </message>
    <message>
        <source>Keys, separated by commas. Without a collection or groups: these services on their own.</source>
        <translation>Schlüssel, durch Kommas getrennt. Ohne Sammlung und Gruppen: diese Dienste für sich.</translation>
    </message>
    <message>
        <source>Only these groups (keys)</source>
        <translation>Nur diese Gruppen (Schlüssel)</translation>
    </message>
    <message>
        <source>Only these services (keys)</source>
        <translation>Nur diese Dienste (Schlüssel)</translation>
    </message>
    <message>
        <source>Search radius in metres (empty: each service's own)</source>
        <translation>Suchradius in Metern (leer: der jedes Dienstes)</translation>
    </message>
    <message>
        <source>Deadline of a query in seconds (empty: the server's)</source>
        <translation>Frist einer Abfrage in Sekunden (leer: die des Servers)</translation>
    </message>
    <message>
        <source>A collection, groups or services are needed: what is to be asked?</source>
        <translation>Eine Sammlung, Gruppen oder Dienste werden gebraucht: Was soll gefragt werden?</translation>
    </message>
    <message>
        <source>Check services</source>
        <translation>Dienste prüfen</translation>
    </message>
    <message>
        <source>Checks whether the services of a server answer.</source>
        <translation>Prüft, ob die Dienste eines Servers antworten.</translation>
    </message>
    <message>
        <source>A table with the state of every service: ok, changed (its test point has another value than expected), failed, or untested (it has no test point), and what was found wrong with its settings.

Who may administer the server can have all of them checked now; others see what the last check found.</source>
        <translation>Eine Tabelle mit dem Zustand jedes Dienstes: ok, changed (sein Testpunkt hat einen anderen Wert als erwartet), failed (ausgefallen) oder untested (er hat keinen Testpunkt), und was an seinen Einstellungen nicht stimmt.

Wer den Server verwalten darf, kann alle sofort prüfen lassen; andere sehen, was die letzte Prüfung ergab.</translation>
    </message>
    <message>
        <source>Check now</source>
        <translation>Jetzt prüfen</translation>
    </message>
    <message>
        <source>States</source>
        <translation>Zustände</translation>
    </message>
    <message>
        <source>Number of services that are ok</source>
        <translation>Anzahl der Dienste, die in Ordnung sind</translation>
    </message>
    <message>
        <source>Number of services with another value than expected</source>
        <translation>Anzahl der Dienste mit einem anderen Wert als erwartet</translation>
    </message>
    <message>
        <source>Number of failed services</source>
        <translation>Anzahl der ausgefallenen Dienste</translation>
    </message>
    <message>
        <source>Number of untested services</source>
        <translation>Anzahl der ungeprüften Dienste</translation>
    </message>
    <message>
        <source>The server is checking its services…</source>
        <translation>Der Server prüft seine Dienste …</translation>
    </message>
    <message>
        <source>Only an administrator may have the services checked: this is what the last check found.</source>
        <translation>Nur Verwalter dürfen die Dienste prüfen lassen: Dies ergab die letzte Prüfung.</translation>
    </message>
    <message>
        <source>{} is not among the services of the server</source>
        <translation>{} ist nicht unter den Diensten des Servers</translation>
    </message>
    <message>
        <source>The server does not list its collections ({}); it named these, there may be more.</source>
        <translation>Der Server zeigt seine Sammlungen nicht ({}); diese hat er genannt, es kann mehr geben.</translation>
    </message>
    <message>
        <source>The server does not list its collections: {}</source>
        <translation>Der Server zeigt seine Sammlungen nicht: {}</translation>
    </message>
    <message>
        <source>Enrich layer</source>
        <translation>Layer anreichern</translation>
    </message>
    <message>
        <source>Adds what the services of a collection know to the points of a layer.</source>
        <translation>Ergänzt die Punkte eines Layers um das, was die Dienste einer Sammlung über sie wissen.</translation>
    </message>
    <message>
        <source>Asks every map service of a collection (or of groups, or single ones) about every point of a layer and adds one column for each service, named by its key. Columns of services that answer with numbers only are numbers. Titles and units are the aliases of the columns.

Positions that occur several times are asked once. A multipoint becomes a feature for each of its points. Features without a geometry stay, without values.

Services that fail are warnings, and by default there is a column with the status of each service: value, no_data, failed or skipped. More columns can be chosen among the advanced parameters.</source>
        <translation>Fragt jeden Kartendienst einer Sammlung (oder von Gruppen, oder einzelne) nach jedem Punkt eines Layers und ergänzt für jeden Dienst eine Spalte, die nach seinem Schlüssel heißt. Spalten von Diensten, die nur Zahlen antworten, sind Zahlen. Titel und Einheiten sind die Aliasnamen der Spalten.

Orte, die mehrfach vorkommen, werden einmal gefragt. Aus einem Multipunkt wird ein Objekt für jeden seiner Punkte. Objekte ohne Geometrie bleiben, ohne Werte.

Dienste, die ausfallen, sind Warnungen, und gewöhnlich gibt es für jeden Dienst eine Spalte mit seinem Zustand: value (Wert), no_data (kein Wert), failed (ausgefallen) oder skipped (übergangen). Weitere Spalten lassen sich unter den erweiterten Parametern wählen.</translation>
    </message>
    <message>
        <source>Further columns of each service</source>
        <translation>Weitere Spalten jedes Dienstes</translation>
    </message>
    <message>
        <source>Column types then do not depend on what is answered.</source>
        <translation>Die Spaltentypen hängen dann nicht von den Antworten ab.</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>Punkte</translation>
    </message>
    <message>
        <source>All values as texts, with all their digits</source>
        <translation>Alle Werte als Texte, mit allen Ziffern</translation>
    </message>
    <message>
        <source>Requests at a time</source>
        <translation>Anfragen zur gleichen Zeit</translation>
    </message>
    <message>
        <source>Enriched</source>
        <translation>Angereichert</translation>
    </message>
    <message>
        <source>Number of points</source>
        <translation>Anzahl der Punkte</translation>
    </message>
    <message>
        <source>Number of distinct positions</source>
        <translation>Anzahl der verschiedenen Orte</translation>
    </message>
    <message>
        <source>Number of values that failed</source>
        <translation>Anzahl der ausgefallenen Werte</translation>
    </message>
    <message>
        <source>The layer has no coordinate reference system: where its points are is unknown.</source>
        <translation>Der Layer hat kein Koordinatenreferenzsystem: Wo seine Punkte liegen, ist unbekannt.</translation>
    </message>
    <message>
        <source>{} points at {} positions</source>
        <translation>{} Punkte an {} Orten</translation>
    </message>
    <message>
        <source>Asking {} point by point</source>
        <translation>{} wird Punkt für Punkt gefragt</translation>
    </message>
    <message>
        <source>{} features without a geometry have no values</source>
        <translation>{} Objekte ohne Geometrie haben keine Werte</translation>
    </message>
    <message>
        <source>{} points are nowhere on the earth and have no values</source>
        <translation>{} Punkte liegen nirgends auf der Erde und haben keine Werte</translation>
    </message>
    <message>
        <source>Asking {} about many points at once</source>
        <translation>{} wird nach vielen Punkten auf einmal gefragt</translation>
    </message>
    <message>
        <source>{} of {} positions answered</source>
        <translation>{} von {} Orten beantwortet</translation>
    </message>
    <message>
        <source>List collections</source>
        <translation>Sammlungen auflisten</translation>
    </message>
    <message>
        <source>Lists the collections of a server.</source>
        <translation>Listet die Sammlungen eines Servers auf.</translation>
    </message>
    <message>
        <source>A table of the collections that a GeoContext server lets you ask: key, name, and the keys of their groups.

A GeoServer lists them for administrators only, unless its REST security says otherwise. For others there are the keys that it names when it is asked for one that it does not know: three at most.</source>
        <translation>Eine Tabelle der Sammlungen, die ein GeoContext-Server Sie fragen lässt: Schlüssel, Name und die Schlüssel ihrer Gruppen.

Ein GeoServer listet sie nur Verwaltern auf, wenn seine REST-Sicherheit nichts anderes sagt. Andere erhalten die Schlüssel, die er nennt, wenn er nach einem unbekannten gefragt wird: höchstens drei.</translation>
    </message>
    <message>
        <source>Collections</source>
        <translation>Sammlungen</translation>
    </message>
    <message>
        <source>Number of collections</source>
        <translation>Anzahl der Sammlungen</translation>
    </message>
    <message>
        <source>Query point</source>
        <translation>Punkt abfragen</translation>
    </message>
    <message>
        <source>Asks every service of a collection about one point.</source>
        <translation>Fragt jeden Dienst einer Sammlung nach einem Punkt.</translation>
    </message>
    <message>
        <source>Asks every map service of a collection (or of groups, or single ones) what it knows about one point, all at the same time. The result has at least one row for every service: its value, number and unit, whether there was one (status: value, no_data, failed, skipped), and where it comes from. The rows have the asked point as geometry; the points, lines and polygons that matched are layers of their own if wanted.

A service that fails is a warning and a row with the reason; the query does not fail because of it.</source>
        <translation>Fragt jeden Kartendienst einer Sammlung (oder von Gruppen, oder einzelne), was er über einen Punkt weiß, alle zur gleichen Zeit. Das Ergebnis hat mindestens eine Zeile für jeden Dienst: seinen Wert, die Zahl und die Einheit, ob es einen gab (status: value, no_data, failed, skipped), und woher er stammt. Die Zeilen haben den gefragten Punkt als Geometrie; die Punkte, Linien und Flächen, die getroffen wurden, sind auf Wunsch eigene Layer.

Ein Dienst, der ausfällt, ist eine Warnung und eine Zeile mit dem Grund; die Abfrage scheitert daran nicht.</translation>
    </message>
    <message>
        <source>Points that matched</source>
        <translation>Getroffene Punkte</translation>
    </message>
    <message>
        <source>Lines that matched</source>
        <translation>Getroffene Linien</translation>
    </message>
    <message>
        <source>Polygons that matched</source>
        <translation>Getroffene Flächen</translation>
    </message>
    <message>
        <source>Point</source>
        <translation>Punkt</translation>
    </message>
    <message>
        <source>Features of each service</source>
        <translation>Objekte jedes Dienstes</translation>
    </message>
    <message>
        <source>Take nothing from the server's cache</source>
        <translation>Nichts aus dem Zwischenspeicher des Servers nehmen</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>Werte</translation>
    </message>
    <message>
        <source>Number of rows</source>
        <translation>Anzahl der Zeilen</translation>
    </message>
    <message>
        <source>Asking {} about {}, {}</source>
        <translation>{} wird nach {}, {} gefragt</translation>
    </message>
    <message>
        <source>The nearest</source>
        <translation>Das nächste</translation>
    </message>
    <message>
        <source>All within the search radius</source>
        <translation>Alle im Suchradius</translation>
    </message>
    <message>
        <source>Server (GeoServer or standalone host)</source>
        <translation>Server (GeoServer oder eigenständiger Host)</translation>
    </message>
    <message>
        <source>Authentication configuration (its id)</source>
        <translation>Authentifizierungskonfiguration (ihre ID)</translation>
    </message>
    <message>
        <source>Token of the standalone host (kept in plain text: an authentication configuration is safer)</source>
        <translation>Token des eigenständigen Hosts (steht im Klartext im Profil: Eine Authentifizierungskonfiguration ist sicherer)</translation>
    </message>
    <message>
        <source>The list could not be fetched: type the key</source>
        <translation>Die Liste war nicht zu holen: bitte den Schlüssel eingeben</translation>
    </message>
</context>
</TS>
