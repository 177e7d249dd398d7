# One image for every process; what runs is chosen by the command: node dist/apps/<name>/src/main.js
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY tsconfig.json tsconfig.build.json ./
COPY libs libs
COPY apps apps
RUN npm run build && npm prune --omit=dev

FROM node:24-bookworm-slim
WORKDIR /app
RUN install --directory --owner=node --group=node /data
ENV NODE_ENV=production LANGNGHE_HOST=0.0.0.0 LANGNGHE_DATA_DIR=/data
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY package.json openapi.json ./
USER node
EXPOSE 3000
# Without a command: everything in this one container, with its own database in /data.
# Much of what a batch of interviews leaves is garbage: it is collected less often (ADR 54).
CMD ["node", "--min-semi-space-size=32", "--max-semi-space-size=32", "dist/apps/standalone/src/main.js"]
