// Esri's Koop: an ArcGIS REST FeatureServer over the GeoJSON files of the sample data.
// node server.js DATA_DIRECTORY PORT  ->  http://127.0.0.1:PORT/sample/rest/services/<districts|rivers|sites>/FeatureServer/0
process.env.SUPPRESS_NO_CONFIG_WARNING = '1'
const fs = require('fs')
const path = require('path')
const Koop = require('@koopjs/koop-core')

const [directory, port] = process.argv.slice(2)
const layers = {
  districts: {
    title: 'Districts',
    fields: [
      { name: 'district', type: 'String', alias: 'District name' },
      { name: 'district_code', type: 'String' },
      { name: 'residents', type: 'Integer' },
      { name: 'extent_km2', type: 'Double' },
      { name: 'proclaimed', type: 'Date' },
      { name: 'remark', type: 'String' }
    ]
  },
  rivers: {
    title: 'Rivers',
    fields: [
      { name: 'river', type: 'String' },
      { name: 'strahler', type: 'Integer' },
      { name: 'perennial', type: 'String' }
    ]
  },
  sites: {
    title: 'Sites',
    fields: [
      { name: 'site_ref', type: 'String', alias: 'Site reference' },
      { name: 'depth_m', type: 'Double' },
      { name: 'visits', type: 'Integer' },
      { name: 'state', type: 'String' },
      { name: 'visited_at', type: 'Date' }
    ]
  }
}

class SampleModel {
  async getData (request) {
    const layer = layers[request.params.id]
    if (!layer) {
      throw Object.assign(new Error(`no such service: ${request.params.id}`), { code: 404 })
    }
    const collection = JSON.parse(fs.readFileSync(path.join(directory, `${request.params.id}.geojson`), 'utf8'))
    collection.features.forEach((feature, index) => { feature.properties.OBJECTID = index + 1 })
    collection.metadata = {
      name: layer.title,
      idField: 'OBJECTID',
      maxRecordCount: 1000,
      fields: [{ name: 'OBJECTID', type: 'Integer' }, ...layer.fields]
    }
    return collection
  }
}

const koop = new Koop({ logLevel: 'error' })
koop.register({ type: 'provider', name: 'sample', version: '1.0.0', disableIdParam: false, Model: SampleModel })
koop.server.listen(Number(port), '127.0.0.1')
