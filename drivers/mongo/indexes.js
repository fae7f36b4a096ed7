// The indexes of the collections that docs/pack-runs.md describes. Safe to run twice, and while they are in use:
//   mongosh 'mongodb://USER@HOST/DATABASE' drivers/mongo/indexes.js

// No name twice in a run; a run's artifacts in order of their names.
db.pack_artifacts.createIndex({ tenant: 1, runId: 1, name: 1 }, { name: 'tenant_1_runId_1_name_1', unique: true });

// One manifest for each run, whoever writes it.
db.pack_run_provenance.createIndex({ tenant: 1, runId: 1 }, { name: 'tenant_1_runId_1', unique: true });

// The runs of a tenant by time and by their state.
db.pack_run_provenance.createIndex({ tenant: 1, finishedAt: -1 }, { name: 'tenant_1_finishedAt_-1' });
db.pack_run_provenance.createIndex({ tenant: 1, status: 1, finishedAt: -1 }, { name: 'tenant_1_status_1_finishedAt_-1' });
