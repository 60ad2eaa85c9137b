// duck.mjs GDELT CSV: the same work by DuckDB, one thread; prints seconds and sums as JSON. Run where @duckdb/node-api is installed.
import { DuckDBInstance } from "@duckdb/node-api";

const [gdelt, csv] = process.argv.slice(2);
const instance = await DuckDBInstance.create(":memory:", { threads: "1" });
const connection = await instance.connect();
const types = Array.from({ length: 61 }, (_, i) => `'c${i + 1}':'${{ 1: "INTEGER", 29: "TINYINT", 30: "FLOAT", 33: "INTEGER" }[i] ?? "VARCHAR"}'`).join(",");

async function timed(sql, runs) {
  let best = Infinity;
  for (let i = 0; i < runs; i++) {
    const began = performance.now();
    await connection.run(sql);
    best = Math.min(best, (performance.now() - began) / 1000);
  }
  return best;
}
const row = async (sql) => (await (await connection.run(sql)).getRowsJson())[0].map(Number);
const told = {};
told.parse = await timed(`CREATE OR REPLACE TABLE g AS SELECT c2, c6, c16, c27, c30, c31, c34 FROM read_csv('${gdelt}', delim='\t', header=false, quote='', escape='', columns={${types}}, auto_detect=false)`, 3);
told.parsed = await row("SELECT count(*), sum(c34), sum(c2), sum(c30), sum(c31) FROM g");
await connection.run("DROP TABLE g");
if (csv) {
  const load = "{'day':'DATE','source':'VARCHAR','target':'VARCHAR','quad':'TINYINT','goldstein':'FLOAT','reports':'INTEGER','deed':'TINYINT'}";
  await connection.run(`CREATE TABLE e AS SELECT * FROM read_csv('${csv}', header=false, columns=${load}, auto_detect=false, nullstr='-')`);
  const sums = "count(*) AS n, sum(deed), sum(reports), count(*) FILTER (quad=0), count(*) FILTER (quad=1), count(*) FILTER (quad=2), count(*) FILTER (quad=3), count(*) FILTER (quad=4), sum(goldstein) AS g";
  const a = "('RUS','BLR','ARM','KAZ','AZE','GEO')";
  const b = "('USA','GBR','FRA','DEU','TUR','POL','LTU','LVA','EST','ITA','ESP','CAN','ROU','BGR','HUN','CZE','SVK','SVN','HRV','ALB','MKD','MNE','GRC','PRT','NLD','BEL','DNK','NOR','FIN','ISL','SWE')";
  const questions = {
    months: `SELECT date_trunc('month', day) AS m, source, target, ${sums} FROM e GROUP BY 1, 2, 3`,
    blocs: `SELECT day, ${sums} FROM e WHERE (source IN ${a} AND target IN ${b}) OR (source IN ${b} AND target IN ${a}) GROUP BY 1`,
    dyad: `SELECT day, ${sums} FROM e WHERE source='RUS' AND target='UKR' GROUP BY 1`,
  };
  for (const [name, sql] of Object.entries(questions)) {
    told[name] = { seconds: await timed(`CREATE OR REPLACE TEMP TABLE t AS ${sql}`, 5) };
    const [cells, events, goldstein] = await row(`SELECT count(*), sum(n), sum(g) FROM (${sql})`);
    Object.assign(told[name], { cells, events, goldstein });
  }
}
told.version = (await (await connection.run("SELECT version()")).getRowsJson())[0][0];
console.log(JSON.stringify(told));
process.exit(0);
