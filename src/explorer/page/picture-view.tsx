import type { Picture } from '../engine/messages.ts';
import { saveFile, savePng } from './save-file.ts';

/** A picture of the report with its caption, its numbers as a table, and its files. */
export function PictureView({ picture, stale = false }: { readonly picture: Picture; readonly stale?: boolean }) {
  const { name, file, svg, title, caption } = picture;
  return (
    <figure class={stale ? 'stale' : undefined}>
      <h3>{title}</h3>
      {/* Wider than a phone: it scrolls in its own box, which the keyboard reaches. */}
      <div class="picture" tabIndex={0} role="group" aria-label={title} dangerouslySetInnerHTML={{ __html: svg }} />
      <figcaption>{stale ? 'Of the scenario before the last change.' : caption}</figcaption>
      <details>
        <summary>the numbers of this picture</summary>
        <NumbersTable header={picture.header} rows={picture.rows} />
      </details>
      <p>
        <button type="button" disabled={stale} onClick={() => saveFile(`${name}.svg`, file, 'image/svg+xml')}>
          Download {name}.svg
        </button>{' '}
        <button type="button" disabled={stale} onClick={() => void savePng(`${name}.png`, file)}>
          Download {name}.png
        </button>
      </p>
    </figure>
  );
}

/** Rows under a header; the first cell of a row names it. */
export function NumbersTable({ header, rows }: Pick<Picture, 'header' | 'rows'>) {
  return (
    <table>
      <thead>
        <tr>
          {header.map((name) => (
            <th scope="col" key={name}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(([first, ...cells], row) => (
          <tr key={row}>
            <th scope="row">{first}</th>
            {cells.map((cell, position) => (
              <td key={position}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
